import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openPool } from '#kernel/pool.ts'
import { openTestHouse } from '#test/house.ts'
import { openHttp } from './http.ts'

const firm = await openTestHouse()

test('while the database is away, every request is told when to come again, before and after signing in', async (t) => {
  const nowhere = openPool('postgres://somebody@127.0.0.1:1/nothing')
  t.after(() => nowhere.end())
  const app = await openHttp({ house: { ...firm.house, pool: nowhere } })
  const token = `tls_${firm.tenantId.replaceAll('-', '')}_${'x'.repeat(43)}`
  const requests = [
    {
      method: 'GET',
      url: '/v1/clients',
      headers: { authorization: `Bearer ${token}` },
    },
    { method: 'POST', url: '/v1/access/sign-in', payload: { email: 'a@b.example', password: 'long enough' } },
  ] as const
  for (const request of requests) {
    const headers = { 'throughline-tenant': 'firm', ...('headers' in request ? request.headers : {}) }
    const answer = await app.inject({ ...request, headers })
    assert.equal(answer.statusCode, 503, answer.body)
    assert.equal(answer.json().code, 'database_unavailable')
    assert.equal(answer.headers['retry-after'], '5')
  }
  await app.close()
})
