import assert from 'node:assert/strict'
import test from 'node:test'
import { openTestHouse } from '#test/house.ts'
import { openHttp } from '../http.ts'

const firm = await openTestHouse(undefined, { now: Temporal.Now.instant().toString() })
const app = await openHttp({ house: firm.house })
test.after(() => app.close())
const admin = firm.as(firm.administratorId)

const drawing = (colour: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 10"><path d="M0 0h30" fill="${colour}"/></svg>`

async function choose(content: string): Promise<void> {
  const { fileId: logoId } = await admin.run('documents.storeFile', {
    name: 'logo.svg',
    mediaType: 'image/svg+xml',
    contentBase64: Buffer.from(content).toString('base64'),
  })
  await admin.run('firm.setBranding', { name: 'Alder', colour: '#0b5563', logoId })
}

const shown = async () => (await app.inject('/v1/firm/get-branding')).json()

test('who has not signed in sees the name, the colour and the logo of the only firm there is', async () => {
  await choose(drawing('red'))
  const { name, colour, logo } = await shown()
  assert.deepEqual([name, colour], ['Alder', '#0b5563'])
  const reply = await app.inject(logo.address)
  assert.deepEqual([reply.statusCode, reply.body], [200, drawing('red')])
})

test('a logo is a picture whoever opens it: nothing in it runs, loads or is taken for something else', async () => {
  const { headers } = await app.inject((await shown()).logo.address)
  assert.match(String(headers['content-type']), /^image\/svg\+xml/)
  assert.equal(headers['x-content-type-options'], 'nosniff')
  assert.match(String(headers['content-security-policy']), /^default-src 'none';.*sandbox/)
  assert.doesNotMatch(String(headers['content-security-policy']), /script-src/)
  assert.match(String(headers['cache-control']), /immutable/)
})

test('only what was chosen can be had: no other file of the firm, and no logo of yesterday', async () => {
  const before = (await shown()).logo.address as string
  await choose(drawing('blue'))
  const now = (await shown()).logo.address as string
  assert.notEqual(now, before)
  const { sha256 } = await admin.run('documents.storeFile', {
    name: 'salaries.txt',
    mediaType: 'text/plain',
    contentBase64: Buffer.from('secret').toString('base64'),
  })
  for (const url of [
    before,
    `/v1/logos/${firm.tenantId}/${sha256}`,
    `/v1/logos/${firm.administratorId}/${now.split('/').at(-1)}`,
    `/v1/logos/${firm.tenantId}/../x`,
    '/v1/logos/a/b',
  ])
    assert.equal((await app.inject(url)).statusCode, 404, url)
})

test('of several firms the one that is named is shown, and to who is signed in their own', async () => {
  const other = await firm.otherTenant()
  const { rows } = await firm.database.admin.query('select id, slug from access.tenant')
  const slugOf = (id: string) => String(rows.find((row) => row.id === id)?.slug)
  assert.equal((await app.inject('/v1/firm/get-branding')).json().code, 'tenant_unknown')
  const named = (id: string) => ({
    url: '/v1/firm/get-branding',
    headers: { 'throughline-tenant': slugOf(id) },
  })
  assert.equal((await app.inject(named(firm.tenantId))).json().name, 'Alder')
  assert.equal((await app.inject(named(other.tenantId))).json().name, null)
  const { key } = await firm.as('billing').run('access.createApiKey', { name: 'mine' })
  const mine = await app.inject({
    url: '/v1/firm/get-branding',
    headers: { ...named(other.tenantId).headers, authorization: `Bearer ${key}` },
  })
  assert.equal(mine.json().name, 'Alder')
})
