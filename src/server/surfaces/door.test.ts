import assert from 'node:assert/strict'
import test from 'node:test'
import { openTestHouse } from '#test/house.ts'
import { openHttp } from '../http.ts'

const firm = await openTestHouse(undefined, { now: Temporal.Now.instant().toString() })
const app = await openHttp({ house: firm.house })
test.after(() => app.close())
const admin = firm.as(firm.administratorId)

const door = async (headers = {}) => {
  const { statusCode, body } = await app.inject({ url: '/v1/door', headers })
  return [statusCode, JSON.parse(body)]
}
const manifest = async (query = '', headers = {}) =>
  (await app.inject({ url: `/manifest.webmanifest${query}`, headers })).json()

test('the application is installed under the name and the readable colour of the firm', async () => {
  assert.equal((await manifest()).name, 'Throughline')
  await admin.run('firm.setBranding', { name: 'Alder', colour: '#ffd400', logoId: null })
  const { name, short_name, theme_color, icons } = await manifest()
  assert.deepEqual([name, short_name], ['Alder', 'Alder'])
  assert.equal(theme_color, '#836c00', 'the shade that carries white')
  assert.equal(icons[0].src, '/icon.svg')
})

test('whoever signs in learns beforehand, and without a failure, whether the firm must be named', async () => {
  assert.deepEqual(await door(), [200, { firm: 'known' }])
  const other = await firm.otherTenant()
  const { rows } = await firm.database.admin.query('select id, slug from access.tenant')
  const slugOf = (id: string) => String(rows.find((row) => row.id === id)?.slug)
  assert.deepEqual(await door(), [200, { firm: 'unnamed' }])
  assert.deepEqual(await door({ 'throughline-tenant': 'nobody-here' }), [200, { firm: 'unknown' }])
  assert.deepEqual(await door({ 'throughline-tenant': slugOf(other.tenantId) }), [200, { firm: 'known' }])
  assert.equal((await manifest()).name, 'Throughline', 'nobody’s')
  assert.equal((await manifest(`?firm=${slugOf(firm.tenantId)}`)).name, 'Alder')
  assert.equal((await manifest(`?firm=${slugOf(other.tenantId)}`)).name, 'Throughline')
  const { key } = await firm.as('billing').run('access.createApiKey', { name: 'mine' })
  const mine = await manifest(`?firm=${slugOf(other.tenantId)}`, { authorization: `Bearer ${key}` })
  assert.equal(mine.name, 'Alder', 'who is signed in sees their own')
})
