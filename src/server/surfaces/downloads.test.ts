import assert from 'node:assert/strict'
import test from 'node:test'
import { openTestHouse } from '#test/house.ts'
import { openHttp } from '../http.ts'

const { house, as } = await openTestHouse(undefined, { now: Temporal.Now.instant().toString() })
const app = await openHttp({ house })
test.after(() => app.close())
const key = async (role: string) => (await as(role).run('access.createApiKey', { name: role })).key as string
const billing = { authorization: `Bearer ${await key('billing')}` }
const consultant = { authorization: `Bearer ${await key('consultant')}` }

const content = Buffer.from('<script>alert(1)</script>')
const { fileId, sha256 } = await as('billing').run('documents.storeFile', {
  name: 'Rechnung März.html',
  mediaType: 'text/html',
  contentBase64: content.toString('base64'),
})
const url = `/v1/documents/${fileId}/content`

test('a file is downloaded byte by byte, to be kept and not to be run', async () => {
  const reply = await app.inject({ url, headers: billing })
  assert.equal(reply.statusCode, 200)
  assert.deepEqual(reply.rawPayload, content)
  assert.match(String(reply.headers['content-type']), /^text\/html/)
  assert.equal(reply.headers['content-disposition'], "attachment; filename*=UTF-8''Rechnung%20M%C3%A4rz.html")
  assert.equal(reply.headers['x-content-type-options'], 'nosniff')
  assert.match(String(reply.headers['content-security-policy']), /sandbox/)
})

test('a file that was downloaded before is not sent again', async () => {
  const reply = await app.inject({ url, headers: { ...billing, 'if-none-match': `"${sha256}"` } })
  assert.deepEqual([reply.statusCode, reply.rawPayload.length], [304, 0])
})

test('who may not see a file cannot download it', async () => {
  assert.equal((await app.inject({ url })).statusCode, 401)
  const hidden = await app.inject({ url, headers: consultant })
  assert.deepEqual([hidden.statusCode, hidden.json().code], [404, 'file_not_found'])
  assert.equal(
    (await app.inject({ url: '/v1/documents/nonsense/content', headers: billing })).statusCode,
    422,
  )
})

test('a file’s name cannot become a script, a header or another name', async () => {
  for (const name of [
    '"><script>alert(1)<script>.svg',
    "x'; filename=evil.exe; y='",
    '<img src=x onerror=alert(1)>',
    'a(b)*!.txt',
  ]) {
    const stored = await as('billing').run('documents.storeFile', {
      name,
      mediaType: 'image/svg+xml',
      contentBase64: content.toString('base64'),
    })
    const reply = await app.inject({ url: `/v1/documents/${stored.fileId}/content`, headers: billing })
    const disposition = String(reply.headers['content-disposition'])
    assert.match(disposition, /^attachment; filename\*=UTF-8''[\w.~%-]+$/)
    assert.equal(decodeURIComponent(disposition.split("''")[1] ?? ''), name)
    assert.match(String(reply.headers['content-security-policy']), /^default-src 'none'; sandbox$/)
    const told = await app.inject({ url: `/v1/documents/${stored.fileId}`, headers: billing })
    assert.match(String(told.headers['content-type']), /^application\/(problem\+)?json/)
  }
  const broken = await as('billing')
    .run('documents.storeFile', {
      name: 'a\r\nset-cookie: x=y',
      mediaType: 'text/plain',
      contentBase64: content.toString('base64'),
    })
    .then(({ fileId: id }) => app.inject({ url: `/v1/documents/${id}/content`, headers: billing }))
    .then((reply) => reply.headers['set-cookie'])
    .catch((refused: { code?: string }) => refused.code)
  assert.ok(broken === undefined || broken === 'invalid_input', String(broken))
})

test('a PDF is viewed in a frame of our own pages, and whatever only says that it is one is not', async () => {
  const store = async (name: string, text: string) => {
    const contentBase64 = Buffer.from(text).toString('base64')
    const file = await as('billing').run('documents.storeFile', {
      name,
      mediaType: 'application/pdf',
      contentBase64,
    })
    return `/v1/documents/${file.fileId}/content`
  }
  const real = await store('invoice.pdf', '%PDF-1.7 an invoice')
  const fake = await store('trick.pdf', '<script>alert(1)</script>')
  const headersOf = async (address: string) => {
    const { headers } = await app.inject({ url: address, headers: billing })
    return [headers['content-disposition'], headers['x-frame-options'], headers['content-security-policy']]
  }
  const [shown, frame, policy] = await headersOf(`${real}?view`)
  assert.deepEqual([shown, frame], ["inline; filename*=UTF-8''invoice.pdf", 'SAMEORIGIN'])
  assert.match(String(policy), /^default-src 'none'; .*frame-ancestors 'self'$/)
  const kept = [/^attachment/, /^DENY$/, /sandbox/]
  for (const address of [real, fake, `${fake}?view`, `${url}?view`])
    for (const [at, header] of (await headersOf(address)).entries())
      assert.match(String(header), kept[at] as RegExp, address)
})
