import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contrastOf } from '#kernel/colour.ts'
import { Refused } from '#kernel/refusal.ts'
import { openTestHouse } from '#test/house.ts'
import { letterhead } from './index.ts'

const { as, tx, otherTenant, administratorId } = await openTestHouse()
const admin = as(administratorId)
const refusedWith = (code: string) => (error: unknown) => error instanceof Refused && error.code === code

const drawing =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 10"><path d="M0 0h30v10H0z" fill="#0b5563"/></svg>'

async function stored(content: string, mediaType = 'image/svg+xml'): Promise<string> {
  const file = await admin.run('documents.storeFile', {
    name: 'logo.svg',
    mediaType,
    contentBase64: Buffer.from(content).toString('base64'),
  })
  return file.fileId
}

test('a firm that has chosen nothing looks as the program does', async () => {
  assert.deepEqual(await as('consultant').ask('firm.getBranding', {}), {
    name: null,
    colour: null,
    logo: null,
    revision: 0,
  })
  assert.deepEqual(await tx(letterhead), {})
})

test('the administrator chooses name, colour and logo, and takes them back', async () => {
  const logoId = await stored(drawing)
  const { revision } = await admin.run('firm.setBranding', { name: 'Alder', colour: '#FFD400', logoId })
  assert.equal(revision, 1)
  const shown = await as('consultant').ask('firm.getBranding', {})
  assert.deepEqual(
    [shown.name, shown.colour, shown.logo.fileId, shown.revision],
    ['Alder', '#ffd400', logoId, 1],
  )
  const { logo, accent } = await tx(letterhead)
  assert.deepEqual(logo, { svg: drawing })
  assert.ok(contrastOf(accent ?? '', '#ffffff') >= 4.5, 'a yellow is darker on paper')
  const history = await admin.ask('access.listJournal', { command: 'firm.setBranding' })
  assert.equal(history.items.length, 1)
  await admin.run('firm.setBranding', { name: null, colour: null, logoId: null }, { ifMatch: revision })
  assert.deepEqual(await tx(letterhead), {})
})

test('two administrators at once: the second is told', async () => {
  const { revision } = await admin.ask('firm.getBranding', {})
  const wanted = { name: 'Alder', colour: null, logoId: null }
  await admin.run('firm.setBranding', wanted, { ifMatch: revision })
  await assert.rejects(
    admin.run('firm.setBranding', { ...wanted, name: 'Elder' }, { ifMatch: revision }),
    refusedWith('stale_revision'),
  )
})

test('what is no colour is none, and what is no logo is refused before anybody sees it', async () => {
  const choose = (more: object) =>
    admin.run('firm.setBranding', { name: null, colour: null, logoId: null, ...more })
  for (const colour of ['red', '#fff', 'url(x)', '#12345g'])
    await assert.rejects(choose({ colour }), refusedWith('invalid_input'))
  await assert.rejects(
    choose({ logoId: '0199d8a0-0000-7000-8000-000000000001' }),
    refusedWith('file_not_found'),
  )
  const rows = [
    ['plain text', 'text/plain', 'logo_type_unknown'],
    [drawing.padEnd(70_000), 'image/svg+xml', 'logo_too_large'],
    ['no picture', 'image/png', 'logo_unreadable'],
    [drawing.replace('<path', '<script/><path'), 'image/svg+xml', 'logo_not_plain'],
    [drawing.replace('30 10', '3000 10'), 'image/svg+xml', 'logo_dimensions_refused'],
  ] as const
  for (const [content, mediaType, code] of rows)
    await assert.rejects(choose({ logoId: await stored(content, mediaType) }), refusedWith(code))
})

test('who is no administrator chooses nothing, and one firm does not see what another chose', async () => {
  await assert.rejects(
    as('controller').run('firm.setBranding', { name: 'Mine', colour: null, logoId: null }),
    refusedWith('not_permitted'),
  )
  await admin.run('firm.setBranding', { name: 'Alder', colour: null, logoId: null })
  const other = await otherTenant()
  assert.equal((await other.as('consultant').ask('firm.getBranding', {})).name, null)
})
