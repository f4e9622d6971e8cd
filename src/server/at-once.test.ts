/** What many clients do at once, over real connections: done once, or refused, and never half. */
import assert from 'node:assert/strict'
import test from 'node:test'
import { sql } from '#kernel/sql.ts'
import { openTestHouse } from '#test/house.ts'
import { openHttp } from './http.ts'

const firm = await openTestHouse(undefined, { now: Temporal.Now.instant().toString() })
const app = await openHttp({ house: firm.house })
test.after(() => app.close())
const url = await app.listen({ host: '127.0.0.1', port: 0 })
const { key } = await firm.as('administrator').run('access.createApiKey', { name: 'many' })

interface Told {
  readonly status: number
  readonly replayed: boolean
  readonly body: Record<string, unknown>
}

async function post(path: string, body: object, headers: Record<string, string> = {}): Promise<Told> {
  const response = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  const replayed = response.headers.get('idempotency-replayed') === 'true'
  return { status: response.status, replayed, body: (await response.json()) as Record<string, unknown> }
}

const many = <T>(count: number, work: (at: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, at) => work(at)))

test('a hundred requests with one key do one thing and get one answer', async () => {
  const answers = await many(100, () =>
    post('/v1/access/create-service', { name: 'Once' }, { 'idempotency-key': 'once' }),
  )
  assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]))
  assert.equal(new Set(answers.map(({ body }) => body['principalId'])).size, 1)
  assert.equal(answers.filter(({ replayed }) => !replayed).length, 1)
  const made = await firm.tx((tx) => tx.rows(sql`select id from access.principal where name = 'Once'`))
  assert.equal(made.length, 1)
})

test('of thirty who change one revision, one does', async () => {
  const { body } = await post('/v1/access/create-service', { name: 'Contested' })
  const id = String(body['principalId'])
  const answers = await many(30, () => post(`/v1/access/${id}/deactivate`, {}, { 'if-match': '"1"' }))
  assert.equal(answers.filter(({ status }) => status === 200).length, 1)
  // Who comes too late is told either that the record has moved on or that there is nothing left to do.
  for (const { status, body: told } of answers.filter((answer) => answer.status !== 200))
    assert.ok([409, 412].includes(status), JSON.stringify(told))
})

test('one key used by two principals means two requests', async () => {
  const other = await firm
    .as(await firm.person('Other', 'administrator'))
    .run('access.createApiKey', { name: 'other' })
  const send = (token: string) =>
    post(
      '/v1/access/create-service',
      { name: 'Twice' },
      { 'idempotency-key': 'same', authorization: `Bearer ${token}` },
    )
  const [first, second] = await Promise.all([send(key), send(other.key)])
  assert.notEqual(first.body['principalId'], second.body['principalId'])
})

test('garbage in any header or body gets a problem document and never a fault', async () => {
  const nasty = [
    '',
    '"',
    '\\',
    '%00',
    '☃',
    'null',
    '[]',
    '{"a":',
    '-1',
    '1e999',
    'x'.repeat(9000),
    '"'.repeat(300),
  ]
  const headers = [
    'idempotency-key',
    'if-match',
    'throughline-on-behalf-of',
    'throughline-time-zone',
    'traceparent',
    'x-request-id',
    'authorization',
    'content-type',
    'cookie',
    'origin',
  ]
  let seen = 0
  for (const value of nasty) {
    for (const header of headers) {
      if (!/^[\x20-\x7e]*$/.test(value)) continue
      const response = await app.inject({
        method: 'POST',
        url: '/v1/access/create-service',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', [header]: value },
        payload: value,
      })
      assert.ok(response.statusCode < 500, `${header}: ${value} ${response.body}`)
      if (response.statusCode >= 400) {
        assert.match(String(response.headers['content-type']), /^application\/problem\+json/)
        assert.doesNotMatch(response.body, /node_modules|\.ts:|at .*\(/)
        seen += 1
      }
    }
    const query = await app.inject({
      method: 'GET',
      url: `/v1/access/principals?sort=${encodeURIComponent(value)}&cursor=${encodeURIComponent(value)}`,
      headers: { authorization: `Bearer ${key}` },
    })
    assert.ok(query.statusCode === 422 || query.statusCode === 400 || query.statusCode === 200, query.body)
  }
  assert.ok(seen > 50)
})
