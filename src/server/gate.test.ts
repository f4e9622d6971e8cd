import assert from 'node:assert/strict'
import test from 'node:test'
import { Refused } from '#kernel/refusal.ts'
import { openGate } from './gate.ts'

const codeOf = async (work: Promise<unknown>) => {
  try {
    await work
    return 'done'
  } catch (error) {
    return error instanceof Refused ? error.code : 'fault'
  }
}
const wrong = () => Promise.reject(new Refused('unauthenticated'))
const right = () => Promise.resolve()

test('sixty wrong guesses from one address close the door to it for some minutes, and to nobody else', async () => {
  let now = 0
  const gate = openGate(() => now)
  for (let guess = 1; guess <= 60; guess += 1)
    assert.equal(await codeOf(gate.pass('a', wrong)), 'unauthenticated')
  assert.equal(await codeOf(gate.pass('a', right)), 'too_many_attempts')
  assert.equal(await codeOf(gate.pass('b', right)), 'done')
  now = 5 * 60_000
  assert.equal(await codeOf(gate.pass('a', right)), 'done')
})

test('what goes right, and what goes wrong for another reason, does not count', async () => {
  const gate = openGate(() => 0)
  for (let time = 1; time <= 100; time += 1) {
    assert.equal(await codeOf(gate.pass('a', right)), 'done')
    assert.equal(await codeOf(gate.pass('a', () => Promise.reject(new Refused('too_busy')))), 'too_busy')
  }
})
