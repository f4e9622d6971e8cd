import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { createTestDatabase } from '#test/database.ts'
import { smallHouse } from '#test/small-house.ts'
import { FILE_SIZE_MAX } from './contract.ts'
import { fileContent } from './file-content.ts'
import { sizeRefusal } from './file-table.ts'
import { getFile } from './get-file.ts'
import { listFiles } from './list-files.ts'
import { storeFile } from './store-file.ts'

const database = await createTestDatabase()
const clerk = randomUUID()
const { house, run, ask, somebody } = smallHouse(database.pool, { storeFile, getFile, listFiles }, (call) =>
  call.actorId === clerk ? 'all' : 'own',
)
const refused = (code: string) => (error: { code?: string }) => error.code === code
const asClerk = { ...somebody, actorId: clerk }
const input = (text: string, name = 'invoice.txt') => ({
  name,
  mediaType: 'text/plain',
  contentBase64: Buffer.from(text).toString('base64'),
})
const subject = { objectType: 'invoice', objectId: randomUUID(), role: 'invoice_pdf' }
interface File {
  fileId: string
  size: number
  sha256: string
}

test('a file comes back byte by byte, under its hash', async () => {
  const stored: File = await run('documents.storeFile', input('Über 100 €'))
  assert.equal(stored.sha256, createHash('sha256').update('Über 100 €').digest('hex'))
  const { bytes, name, mediaType, sha256 } = await fileContent(house, somebody, stored.fileId)
  assert.equal(Buffer.from(bytes).toString(), 'Über 100 €')
  assert.deepEqual([name, mediaType, sha256], ['invoice.txt', 'text/plain', stored.sha256])
})

test('the same file stored twice is one file, and the same bytes are kept once', async () => {
  const first: File = await run('documents.storeFile', input('twice'))
  const second: File = await run('documents.storeFile', input('twice'))
  const renamed: File = await run('documents.storeFile', input('twice', 'copy.txt'))
  assert.equal(second.fileId, first.fileId)
  assert.notEqual(renamed.fileId, first.fileId)
  const { rows } = await database.admin.query('select 1 from documents.content where sha256 = $1', [
    Buffer.from(first.sha256, 'hex'),
  ])
  assert.equal(rows.length, 1)
})

test('the journal keeps the hash of a file, not its content', async () => {
  const { fileId, sha256 }: File = await run('documents.storeFile', input('secret text'))
  const { rows } = await database.admin.query(
    `select journal.input, object.after from kernel.journal
     join kernel.journal_object as object on object.journal_id = journal.id
     where object.object_type = 'file' and object.object_id = $1`,
    [fileId],
  )
  assert.equal(rows[0].input.contentBase64, null)
  assert.equal(rows[0].after.sha256, sha256)
})

test('an empty file and one beyond the limit are refused', async () => {
  await assert.rejects(run('documents.storeFile', input('')), refused('file_empty'))
  assert.equal(sizeRefusal(FILE_SIZE_MAX), null)
  assert.equal(sizeRefusal(FILE_SIZE_MAX + 1), 'file_too_large')
})

test('a file name is a name, not a path', async () => {
  for (const name of ['../etc/passwd', 'a\\b', 'a\nb', ''])
    await assert.rejects(run('documents.storeFile', input('x', name)), refused('invalid_input'))
})

test('whoever may store for themselves only does not attach to records of others, nor see files of others', async () => {
  await assert.rejects(
    run('documents.storeFile', { ...input('x'), subject }),
    refused('file_link_not_permitted'),
  )
  const { fileId }: File = await run('documents.storeFile', { ...input('for the clerk'), subject }, asClerk)
  await assert.rejects(ask('documents.getFile', { fileId }), refused('file_not_found'))
  await assert.rejects(fileContent(house, somebody, fileId), refused('file_not_found'))
  const own: { items: { id: string }[] } = await ask('documents.listFiles', {})
  assert.equal(
    own.items.some(({ id }) => id === fileId),
    false,
  )
})

test('a file of one tenant is not found by another', async () => {
  const { fileId }: File = await run('documents.storeFile', input('ours'), asClerk)
  const stranger = { ...asClerk, tenantId: randomUUID() }
  await assert.rejects(ask('documents.getFile', { fileId }, stranger), refused('file_not_found'))
  await assert.rejects(fileContent(house, stranger, fileId), refused('file_not_found'))
})

test('the files of an object are listed, and a file says what it belongs to', async () => {
  const other = { ...subject, objectId: randomUUID() }
  const { fileId }: File = await run('documents.storeFile', { ...input('linked'), subject: other }, asClerk)
  await run('documents.storeFile', { ...input('linked'), subject: other }, asClerk)
  const { objectType, objectId } = other
  const page: { items: { id: string }[] } = await ask(
    'documents.listFiles',
    { objectType, objectId },
    asClerk,
  )
  assert.deepEqual(
    page.items.map(({ id }) => id),
    [fileId],
  )
  const shown: { subjects: unknown[] } = await ask('documents.getFile', { fileId }, asClerk)
  assert.deepEqual(shown.subjects, [other])
})
