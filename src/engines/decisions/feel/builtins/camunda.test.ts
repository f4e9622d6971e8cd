import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compileExpression } from '../expression.ts'

const clock = { now: Temporal.Instant.from('2026-03-29T10:00:00Z'), zone: 'Europe/Berlin' }
const value = (text: string, variables = {}, chance?: () => string) =>
  compileExpression(text).evaluate(variables, chance ? { ...clock, chance } : clock)

test('assert gives its value where the condition is true, and else ends the evaluation with its cause', () => {
  assert.equal(value('assert(x, x > 3)', { x: 4 }), 4)
  for (const x of [3, null])
    assert.throws(() => value('assert(x, x > 3)', { x }), { code: 'assertion_failed' })
  assert.throws(() => value('assert(x, x != null, "Who pays?")', { x: null }), { message: 'Who pays?' })
})

test('fromAi is the value it is given, whatever it says of it and in whatever order', () => {
  for (const text of [
    'fromAi(tool.x)',
    'fromAi(tool.x, "how many", "number", { minimum: 1 }, { required: false })',
    'fromAi(description: "how many", value: tool.x)',
  ])
    assert.equal(value(text, { tool: { x: 7 } }), 7)
  assert.equal(value('fromAi(tool.y, "not told")', { tool: { x: 7 } }), null)
})

test('random values come of the chance they are given: the same again for the same, others for another', () => {
  const dice = () => {
    let drawn = 0
    return () => {
      drawn += 1
      return String(drawn).repeat(64).slice(0, 64)
    }
  }
  const both = '[uuid(), uuid(), random number(), random number()]'
  const first = value(both, {}, dice()) as [string, string, number, number]
  assert.deepEqual(value(both, {}, dice()), first)
  assert.equal(new Set(first).size, 4)
  for (const id of first.slice(0, 2))
    assert.match(String(id), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  for (const number of first.slice(2)) assert.ok(Number(number) >= 0 && Number(number) < 1)
  const alone = value('[uuid(), uuid()]') as string[]
  assert.equal(
    new Set(alone).size,
    2,
    'without chance the moment decides, and no two of one evaluation are the same',
  )
})

test('text becomes base64 by its bytes in UTF-8', () => {
  assert.equal(value('to base64("Zürich €")'), 'WsO8cmljaCDigqw=')
  assert.equal(value('to base64(1)'), null)
})
