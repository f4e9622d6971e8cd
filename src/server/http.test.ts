import assert from 'node:assert/strict'
import test from 'node:test'
import { z } from 'zod'
import { command, query } from '#kernel/contract.ts'
import { answer, handle, isHandler } from '#kernel/handle.ts'
import { sql } from '#kernel/sql.ts'
import { openTestHouse } from '#test/house.ts'
import { openHttp } from './http.ts'

/** A room with one kind of object, to see what HTTP makes of contracts. */
const revisions = new Map<string, number>()
const output = z.object({ memoId: z.uuid(), text: z.string(), revision: z.int() })
const memoId = '0199d8a0-0000-7000-8000-000000000001'
const roles = { sales: 'all' } as const
const common = { refusals: [], roles, output }
const handlers = [
  handle(
    command({
      ...common,
      name: 'memos.create',
      summary: 'Writes a memo.',
      input: z.strictObject({ memoId: z.uuid(), text: z.string().min(1) }),
      touches: ['memo'],
      examples: [{ memoId, text: 'hello' }],
    }),
    async (_ctx, { memoId: id, text }) => {
      revisions.set(id, 1)
      return { output: { memoId: id, text, revision: 1 }, touched: [{ type: 'memo', id }] }
    },
  ),
  handle(
    command({
      ...common,
      name: 'memos.changeText',
      summary: 'Writes a memo anew.',
      input: z.strictObject({ memoId: z.uuid(), text: z.string().min(1) }),
      touches: ['memo'],
      target: 'memoId',
      versioned: true,
      examples: [{ memoId, text: 'hello' }],
    }),
    async (ctx, { memoId: id, text }) => {
      const before = revisions.get(id) ?? 1
      ctx.checkRevision(before)
      revisions.set(id, before + 1)
      return { output: { memoId: id, text, revision: before + 1 }, touched: [{ type: 'memo', id }] }
    },
  ),
  answer(
    query({
      ...common,
      name: 'memos.get',
      summary: 'Reads a memo.',
      input: z.strictObject({ memoId: z.uuid() }),
      target: 'memoId',
      examples: [{ memoId }],
    }),
    async (_ctx, { memoId: id }) => ({ memoId: id, text: 'hello', revision: revisions.get(id) ?? 1 }),
  ),
  answer(
    query({
      name: 'memos.list',
      summary: 'Gives back what it was asked.',
      input: z.strictObject({
        states: z.array(z.enum(['open', 'closed'])).optional(),
        minimum: z.int().optional(),
        mine: z.boolean().optional(),
        near: z.strictObject({ lat: z.int() }).optional(),
        limit: z.coerce.number().int().max(200).default(50),
      }),
      output: z.object({ asked: z.looseObject({}) }),
      refusals: [],
      roles,
      examples: [{}],
    }),
    async (_ctx, input) => ({ asked: input }),
  ),
]
const memos = { name: 'memos', handlers: (handlers as unknown[]).filter(isHandler) }
const firm = await openTestHouse(undefined, { moreRooms: [memos], now: Temporal.Now.instant().toString() })
const app = await openHttp({ house: firm.house, bodyLimit: 100_000 })
test.after(() => app.close())
const key = async (role: string) =>
  (await firm.as(role).run('access.createApiKey', { name: role })).key as string
const sales = { authorization: `Bearer ${await key('sales')}` }
const { rows } = await firm.database.pool.query<{ slug: string }>('select slug from access.tenant')
const tenant = { 'throughline-tenant': rows[0]?.slug ?? '' }

const sqlOf = (id: string) => sql<{ command: string; correlation: string }>`
  select command, correlation_id as correlation from kernel.journal where id = ${id}`

type Method = 'GET' | 'POST' | 'PUT'
async function send(method: Method, url: string, headers: Record<string, string> = sales, body?: unknown) {
  const response = await app.inject({
    method,
    url,
    headers,
    ...(body === undefined ? {} : { payload: body as object }),
  })
  const text = response.body
  const isJson = String(response.headers['content-type']).includes('json')
  return { status: response.statusCode, headers: response.headers, body: isJson ? JSON.parse(text) : text }
}
const create = (text: unknown, headers = {}) =>
  send('POST', '/v1/memos', { ...sales, ...headers }, { memoId, text })

test('a command is a POST and answers with its output, its entity tag and its journal entry', async () => {
  const { status, body, headers } = await create('hello')
  assert.equal(status, 201)
  assert.deepEqual(body, { memoId, text: 'hello', revision: 1 })
  assert.equal(headers['etag'], '"1"')
  const journalId = String(headers['throughline-journal-id'])
  const entry = await firm.tx((tx) => tx.one(sqlOf(journalId)))
  assert.equal(entry.command, 'memos.create')
})

test('a query is a GET; a browser that has the newest answer is told so', async () => {
  await create('hello')
  const { status, headers } = await send('GET', `/v1/memos/${memoId}`)
  assert.equal(status, 200)
  const again = await send('GET', `/v1/memos/${memoId}`, {
    ...sales,
    'if-none-match': String(headers['etag']),
  })
  assert.deepEqual([again.status, again.body], [304, ''])
})

test('a change of a record needs the revision that was read', async () => {
  await create('hello')
  const change = (headers: object) =>
    send('POST', `/v1/memos/${memoId}/change-text`, { ...sales, ...headers }, { text: 'new' })
  const cases = [
    [{}, 428, 'revision_required'],
    [{ 'if-match': '"9"' }, 412, 'stale_revision'],
    [{ 'if-match': 'W/"1"' }, 400, 'malformed_request'],
    [{ 'if-match': '"1"' }, 200, undefined],
    [{ 'if-match': '"1"' }, 412, 'stale_revision'],
    [{ 'if-match': '*' }, 200, undefined],
  ] as const
  for (const [headers, status, code] of cases) {
    const response = await change(headers)
    assert.deepEqual([response.status, response.body.code], [status, code], JSON.stringify(headers))
  }
  const unversioned = await create('hello', { 'if-match': '"1"' })
  assert.deepEqual([unversioned.status, unversioned.body.code], [422, 'if_match_not_supported'])
})

test('a repeated key is answered and not done again; with another request it is refused', async () => {
  const first = await create('once', { 'idempotency-key': '"k-1"' })
  const second = await create('once', { 'idempotency-key': 'k-1' })
  assert.equal(second.status, 200)
  assert.equal(second.headers['idempotency-replayed'], 'true')
  assert.equal(second.headers['throughline-journal-id'], first.headers['throughline-journal-id'])
  assert.deepEqual(second.body, first.body)
  const other = await create('twice', { 'idempotency-key': 'k-1' })
  assert.deepEqual([other.status, other.body.code], [409, 'idempotency_key_reused'])
})

test('a query string is read as the contract means it, and refused at its pointer', async () => {
  const asked = async (query: string) => (await send('GET', `/v1/memos?${query}`)).body
  assert.deepEqual((await asked('states=open&states=closed&minimum=-3&mine=true&limit=7')).asked, {
    states: ['open', 'closed'],
    minimum: -3,
    mine: true,
    limit: 7,
  })
  assert.deepEqual((await asked('states=open&near=%7B%22lat%22:1%7D')).asked, {
    states: ['open'],
    near: { lat: 1 },
    limit: 50,
  })
  for (const [query, pointer] of [
    ['minimum=many', '/minimum'],
    ['mine=perhaps', '/mine'],
    ['states=ajar', '/states/0'],
    ['minimum=1&minimum=2', '/minimum'],
    ['limit=201', '/limit'],
    ['colour=red', ''],
  ] as const) {
    const { code, errors } = await asked(query)
    assert.deepEqual([code, errors[0].pointer], ['invalid_input', pointer])
  }
})

test('everything that fails is a problem document with a code and a number to ask with', async () => {
  const cases = [
    ['GET', '/v1/memos', {}, undefined, 401, 'unauthenticated'],
    ['GET', '/v1/memos', { authorization: 'Bearer nonsense' }, undefined, 401, 'unauthenticated'],
    ['GET', '/v1/access/principals', sales, undefined, 403, 'not_permitted'],
    ['POST', '/v1/memos', sales, { memoId: 'x', text: '' }, 422, 'invalid_input'],
    ['POST', '/v1/memos', sales, [], 400, 'malformed_request'],
    [
      'POST',
      '/v1/memos',
      { ...sales, 'content-type': 'application/json' },
      '{"__proto__":{"x":1}}',
      400,
      'malformed_request',
    ],
    ['POST', '/v1/memos', { ...sales, 'content-type': 'application/json' }, '{', 400, 'malformed_request'],
    ['POST', '/v1/memos', { ...sales, 'content-type': 'text/plain' }, 'hello', 400, 'malformed_request'],
    ['POST', '/v1/memos', sales, { text: 'x'.repeat(200_000) }, 413, 'request_too_large'],
    ['POST', '/v1/memos', { ...sales, 'idempotency-key': 'ä' }, {}, 400, 'malformed_request'],
    ['POST', '/v1/memos', { ...sales, 'throughline-on-behalf-of': 'boss' }, {}, 400, 'malformed_request'],
    [
      'POST',
      '/v1/memos',
      { ...sales, 'throughline-time-zone': 'Mars/Olympus' },
      {},
      400,
      'malformed_request',
    ],
    ['GET', '/v1/nothing', sales, undefined, 404, 'no_such_path'],
    ['PUT', '/v1/memos', sales, {}, 404, 'no_such_path'],
    ['GET', '/%zz', sales, undefined, 400, 'malformed_request'],
  ] as const
  for (const [method, url, headers, payload, status, code] of cases) {
    const response = await send(method, url, headers as Record<string, string>, payload)
    assert.deepEqual(
      [response.status, response.body.code],
      [status, code],
      `${method} ${url} ${response.body.detail}`,
    )
    assert.match(String(response.headers['content-type']), /^application\/problem\+json/)
    for (const member of ['type', 'title', 'detail', 'instance', 'traceId'])
      assert.ok(response.body[member], member)
  }
})

test('a file may be larger than other requests, and each refusal for size names its own limit', async () => {
  const limits: [string, Record<string, string>, object, number, unknown][] = [
    ['/v1/memos', sales, { text: 'x'.repeat(200_000) }, 413, 100_000],
    ['/v1/access/sign-in', tenant, { email: 'x'.repeat(20_000) }, 413, 16 * 1024],
    ['/v1/opportunities/import-deals', sales, { content: 'x'.repeat(200_000) }, 422, undefined],
  ]
  for (const [url, headers, payload, status, limit] of limits) {
    const { status: found, body } = await send('POST', url, headers, payload)
    assert.deepEqual([found, body.params?.limit], [status, limit], `${url} ${body.detail}`)
  }
})

test('a request keeps its number and its trace', async () => {
  const trace = '4bf92f3577b34da6a3ce929d0e0e4736'
  const traced = { traceparent: `00-${trace}-00f067aa0ba902b7-01`, 'x-request-id': 'r-1' }
  const { headers } = await create('traced', traced)
  assert.equal(headers['x-request-id'], 'r-1')
  const entry = await firm.tx((tx) => tx.one(sqlOf(String(headers['throughline-journal-id']))))
  assert.equal(entry.correlation.replaceAll('-', ''), trace)
  const failed = await send('GET', '/v1/nothing', traced)
  assert.equal(failed.body.traceId, trace)
})

test('a browser signs in by cookie, and no other site can use it', async () => {
  const email = 'bea@example.com'
  const password = 'a long enough password'
  await firm
    .as('administrator')
    .run('access.createPerson', { name: 'Bea', email, password, roles: ['sales'] })
  const own = { ...tenant, host: 'firm.example', origin: 'http://firm.example' }
  const wrong = await send('POST', '/v1/access/sign-in', own, { email, password: 'wrong' })
  assert.deepEqual([wrong.status, wrong.body.code], [401, 'sign_in_refused'])
  const signedIn = await send('POST', '/v1/access/sign-in', own, { email, password })
  assert.equal(signedIn.body.token, null)
  const set = String(signedIn.headers['set-cookie'])
  assert.match(set, /^throughline_session=[^;]+; .*HttpOnly; SameSite=Lax$/)
  const cookie = set.split(';')[0] ?? ''
  const me = await send('GET', '/v1/access/who-am-i', { cookie })
  assert.equal(me.body.name, 'Bea')
  const cases = [
    [{ origin: 'https://evil.example' }, 403],
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ 'sec-fetch-site': 'same-site' }, 403],
    [{}, 403],
    [{ 'sec-fetch-site': 'same-origin' }, 201],
    [{ origin: 'http://firm.example' }, 201],
  ] as const
  for (const [headers, status] of cases) {
    const response = await send(
      'POST',
      '/v1/memos',
      { host: 'firm.example', cookie, ...headers },
      { memoId, text: 'x' },
    )
    assert.equal(response.status, status, JSON.stringify(headers))
    if (status === 403) assert.equal(response.body.code, 'cross_site_request')
  }
  await send('POST', '/v1/access/sign-out', { ...own, cookie }, {})
  assert.equal((await send('GET', '/v1/access/who-am-i', { cookie })).status, 401)
})

test('a program signs in and gets its token; the firm must be named where there are several', async () => {
  const email = 'cem@example.com'
  const password = 'a long enough password'
  await firm.as('administrator').run('access.createPerson', { name: 'Cem', email, password })
  const { body } = await send('POST', '/v1/access/sign-in', tenant, { email, password })
  const authorization = `Bearer ${body.token}`
  assert.equal((await send('GET', '/v1/access/who-am-i', { authorization })).body.name, 'Cem')
  await firm.otherTenant()
  const unnamed = await send('POST', '/v1/access/sign-in', {}, { email, password })
  assert.deepEqual([unnamed.status, unnamed.body.code], [400, 'tenant_unknown'])
  await send('POST', '/v1/access/sign-out', { authorization })
  assert.equal((await send('GET', '/v1/access/who-am-i', { authorization })).status, 401)
})

test('it says whether it lives, whether it is ready, and what it has done', async () => {
  assert.equal((await send('GET', '/healthz', {})).status, 200)
  assert.equal((await send('GET', '/readyz', {})).status, 200)
  assert.match(
    (await send('GET', '/metrics', {})).body,
    /throughline_http_requests_total\{status="200"\} \d+/,
  )
})

test('behind a proxy that speaks https the cookie is kept to this host and to https', async (t) => {
  const email = 'dee@example.com'
  const password = 'a long enough password'
  await firm.as('administrator').run('access.createPerson', { name: 'Dee', email, password })
  const secure = await openHttp({ house: firm.house, trustProxy: true })
  t.after(() => secure.close())
  const response = await secure.inject({
    method: 'POST',
    url: '/v1/access/sign-in',
    headers: { ...tenant, 'x-forwarded-proto': 'https', 'sec-fetch-site': 'same-origin' },
    payload: { email, password },
  })
  assert.match(
    String(response.headers['set-cookie']),
    /^__Host-throughline=[^;]+; .*HttpOnly; Secure; SameSite=Lax$/,
  )
  assert.equal(response.headers['strict-transport-security'], 'max-age=31536000')
})
