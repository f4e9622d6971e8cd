import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compileExpression } from './expression.ts'
import { fromJson, toJson } from './json.ts'
import { Num } from './number.ts'

const clock = { now: Temporal.Instant.from('2026-03-16T09:00:00Z'), zone: 'UTC' }

const numbers: readonly (readonly [digits: string, json: number | string])[] = [
  ['0.1', 0.1],
  ['1250.75', 1250.75],
  ['9007199254740993', '9007199254740993'],
  ['0.12345678901234567890', '0.1234567890123456789'],
  ['1e300', 1e300],
  ['1e-400', `0.${'0'.repeat(399)}1`],
  ['-0', 0],
]
for (const [digits, json] of numbers) {
  test(`the number ${digits} becomes the ${typeof json} ${json}`, () => {
    assert.equal(toJson(fromJson(new Num(digits).plus(0))), json)
  })
}

const moments: readonly (readonly [value: unknown, text: string])[] = [
  [Temporal.PlainDate.from('2026-03-16'), '2026-03-16'],
  [Temporal.PlainTime.from('09:30'), '09:30:00'],
  [Temporal.PlainDateTime.from('2026-03-16T09:30'), '2026-03-16T09:30:00'],
  [Temporal.Instant.from('2026-03-16T09:30:00.5Z'), '2026-03-16T09:30:00.5Z'],
  [Temporal.ZonedDateTime.from('2026-03-16T09:30[Europe/Berlin]'), '2026-03-16T09:30:00@Europe/Berlin'],
  [Temporal.ZonedDateTime.from('2026-03-16T09:30+05:30[+05:30]'), '2026-03-16T09:30:00+05:30'],
  [Temporal.ZonedDateTime.from('2026-03-16T09:30[UTC]'), '2026-03-16T09:30:00Z'],
  [Temporal.Duration.from('P1DT2H'), 'P1DT2H'],
  [Temporal.Duration.from('P1Y2M'), 'P1Y2M'],
  [12n, '12'],
]
for (const [value, text] of moments) {
  test(`a ${Object.prototype.toString.call(value).slice(8, -1)} of the program is ${text}`, () => {
    assert.equal(compileExpression('string(v)').evaluate({ v: value }, clock), text)
  })
}

test('a range becomes its text, and a function null', () => {
  const evaluate = (text: string) => compileExpression(text).evaluate({}, clock)
  assert.equal(evaluate('(> 5)'), '>5')
  assert.equal(evaluate('["a".."b")'), '["a".."b")')
  assert.deepEqual(evaluate('[function(x) x]'), [null])
})

test('what is undefined in an object is not there', () => {
  assert.deepEqual(toJson(fromJson({ a: undefined, b: 1 })), { b: 1 })
})
