/** What only shows on real connections: bytes that are not HTTP, a database that is away, and the end of the program. */
import assert from 'node:assert/strict'
import { connect } from 'node:net'
import test from 'node:test'
import { openLog } from '#kernel/log.ts'
import { openPool } from '#kernel/pool.ts'
import { openTestHouse } from '#test/house.ts'
import { composeHouse } from './house.ts'
import { openHttp } from './http.ts'

/** Sends bytes and gives everything that comes back until the other side closes. */
function exchange(url: string, bytes: string): Promise<string> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve, reject) => {
    const socket = connect(Number.parseInt(port, 10), hostname, () => socket.end(bytes))
    let text = ''
    socket.setEncoding('utf8')
    socket.on('data', (part: string) => (text += part))
    socket.on('close', () => resolve(text))
    socket.on('error', reject)
  })
}

test('bytes that are not HTTP get a problem document too', async () => {
  const { house } = await openTestHouse()
  const app = await openHttp({ house })
  test.after(() => app.close())
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  for (const bytes of [
    'hello\r\n\r\n',
    'GET / HTTP/9.9\r\n\r\n',
    `GET /${'x'.repeat(20_000)} HTTP/1.1\r\n\r\n`,
  ]) {
    const answer = await exchange(url, bytes)
    assert.match(answer, /^HTTP\/1\.1 400 [\s\S]*application\/problem\+json[\s\S]*"code":"malformed_request"/)
  }
})

test('while the database is away every request is told to come again, and the program lives', async (t) => {
  const pool = openPool('postgres://nobody@127.0.0.1:1/none')
  const app = await openHttp({ house: await composeHouse({ pool, log: openLog('silent') }) })
  t.after(() => app.close())
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  const authorization = `Bearer tlk_${'0'.repeat(32)}_${'x'.repeat(43)}`
  for (const path of ['/v1/access/who-am-i', '/v1/access/principals']) {
    const response = await fetch(`${url}${path}`, { headers: { authorization } })
    const problem = (await response.json()) as { code: string }
    assert.deepEqual([response.status, problem.code], [503, 'database_unavailable'])
    assert.equal(response.headers.get('retry-after'), '5')
  }
  const signIn = await fetch(`${url}/v1/access/sign-in`, { method: 'POST' })
  assert.equal(signIn.status, 503)
  assert.equal((await fetch(`${url}/readyz`)).status, 503)
  assert.equal((await fetch(`${url}/healthz`)).status, 200)
})

test('stopping finishes what is under way and takes nothing new', async () => {
  const firm = await openTestHouse(undefined, { now: Temporal.Now.instant().toString() })
  const { key } = await firm.as('administrator').run('access.createApiKey', { name: 'k' })
  const app = await openHttp({ house: firm.house })
  const begun = new Promise<void>((resolve) => app.addHook('preHandler', async () => resolve()))
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  const made = fetch(`${url}/v1/access/create-person`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Late', email: 'late@example.com', password: 'a long enough password' }),
  })
  await begun
  const stopped = app.close()
  assert.equal((await made).status, 200)
  await stopped
  await assert.rejects(fetch(`${url}/healthz`))
})
