import assert from 'node:assert/strict'
import { test } from 'node:test'
import { allRefusals, httpStatus, Refused, refusalTable } from './refusal.ts'

refusalTable({ jar_empty: { kind: 'conflict', message: 'Jar {jarId} is empty. Fill it first.' } })

test('a refusal says in words what to do, and its kind decides the status', () => {
  const refused = new Refused('jar_empty', { jarId: 'J1' })
  assert.equal(refused.message, 'Jar J1 is empty. Fill it first.')
  assert.equal(httpStatus[refused.kind], 409)
  assert.ok(allRefusals().has('jar_empty'))
  assert.throws(() => new Refused('never_declared'), /is not declared/)
  assert.throws(() => refusalTable({ jar_empty: { kind: 'conflict', message: 'again' } }), /declared twice/)
})
