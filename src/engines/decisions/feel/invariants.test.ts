import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { DecisionError } from '../decision-error.ts'
import { equals } from './equality.ts'
import { compileExpression, compileUnaryTests } from './expression.ts'
import { fromJson, toJson } from './json.ts'
import { compareNumbers, Num } from './number.ts'
import { findMatch, patternOf } from './pattern/match-pattern.ts'
import { Run } from './run.ts'

const clock = { now: Temporal.Instant.from('2026-03-16T09:00:00Z'), zone: 'Europe/Berlin' }

const decimal = fc
  .tuple(fc.bigInt({ min: -(10n ** 16n), max: 10n ** 16n }), fc.integer({ min: 0, max: 12 }))
  .map(([digits, scale]) => new Num(digits.toString()).div(new Num(10).pow(scale)))

const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constant(null),
    fc.boolean(),
    fc.string(),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.string(), tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
})).value

test('what comes from JSON goes back to the same JSON', () => {
  fc.assert(
    fc.property(json, (value) => {
      // JSON has no negative zero, and neither has FEEL.
      assert.deepEqual(toJson(fromJson(value)), JSON.parse(JSON.stringify(value)))
    }),
  )
})

test('adding and subtracting again gives the same number', () => {
  const back = compileExpression('(a + b) - b = a')
  fc.assert(fc.property(decimal, decimal, (a, b) => back.evaluate({ a, b }, clock) === true))
})

test('numbers are ordered as decimal.js orders them', () => {
  fc.assert(fc.property(decimal, decimal, (a, b) => Math.sign(compareNumbers(a, b)) === a.cmp(b)))
  fc.assert(fc.property(decimal, (a) => compareNumbers(a, a) === 0))
})

test('equality does not depend on the side', () => {
  fc.assert(
    fc.property(json, json, (a, b) => equals(fromJson(a), fromJson(b)) === equals(fromJson(b), fromJson(a))),
  )
})

test('every value equals itself', () => {
  fc.assert(fc.property(json, (a) => equals(fromJson(a), fromJson(a)) === true))
})

test('sorting gives the same numbers in order', () => {
  const sort = compileExpression('sort(l)')
  fc.assert(
    fc.property(fc.array(fc.integer()), (l) => {
      assert.deepEqual(
        sort.evaluate({ l }, clock),
        l.toSorted((a, b) => a - b).map((n) => n + 0),
      )
    }),
  )
})

test('a moment and its text are the same moment', () => {
  const same = compileExpression('date and time(string(m)) = m')
  const moment = fc.date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  fc.assert(
    fc.property(
      moment,
      fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Kolkata'),
      (date, zone) => {
        const m = Temporal.Instant.from(date.toISOString()).toZonedDateTimeISO(zone)
        return same.evaluate({ m }, clock) === true
      },
    ),
  )
})

test('adding a duration to a moment and taking it away again gives the moment', () => {
  const back = compileExpression('(m + duration(d)) - duration(d) = m')
  const moment = fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
  fc.assert(
    fc.property(moment, fc.integer({ min: 0, max: 5000 }), (date, hours) => {
      const zoned = Temporal.Instant.from(date.toISOString()).toZonedDateTimeISO('UTC')
      return back.evaluate({ m: zoned, d: `PT${hours}H` }, clock) === true
    }),
  )
})

const atom = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '(a|b)', '(ab)', '\\d', '\\s', '(?:ba)')
const quantifier = fc.constantFrom('', '', '*', '+', '?', '{1,2}', '*?', '+?', '??')
const pattern = fc
  .array(fc.tuple(atom, quantifier), { minLength: 1, maxLength: 5 })
  .chain((pieces) => fc.constantFrom('', '^').map((start) => start + pieces.map((p) => p.join('')).join('')))

test('patterns find what JavaScript finds where both speak the same language', () => {
  fc.assert(
    fc.property(
      pattern,
      fc.string({ unit: fc.constantFrom('a', 'b', '1', ' '), maxLength: 10 }),
      (text, input) => {
        const compiled = patternOf(text, '')
        assert.ok(compiled !== null)
        const codes = Array.from(input, (c) => c.codePointAt(0) ?? 0)
        const found = findMatch(compiled, codes, 0, new Run(clock))
        const expected = new RegExp(text, 'd').exec(input)
        assert.deepEqual(found === null ? null : [found.from, found.to], expected?.indices?.[0] ?? null)
        if (found === null) return
        const groups = found.groups.map((group) => (group === undefined ? undefined : [...group]))
        assert.deepEqual(groups, [...(expected?.indices ?? [])].slice(1))
      },
    ),
    { numRuns: 500 },
  )
})

const words = fc.constantFrom(
  ...[
    'a',
    'b',
    '1',
    '2.5',
    '"x"',
    'null',
    'true',
    '+',
    '-',
    '*',
    '**',
    '/',
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    ':',
    ',',
    '..',
    '.',
  ],
  ...[
    '=',
    '!=',
    '<',
    '<=',
    'and',
    'or',
    'not(',
    'if',
    'then',
    'else',
    'for',
    'in',
    'return',
    'some',
    'every',
    'satisfies',
  ],
  ...[
    'between',
    'instance of',
    'number',
    'list<',
    'function(',
    '?',
    'date("2020-01-01")',
    '@"P1D"',
    'count(',
    'item',
    '\n',
  ],
)

test('whatever is typed, there is a value or an error of this room', () => {
  fc.assert(
    fc.property(fc.array(words, { maxLength: 14 }), (typed) => {
      const text = typed.join(' ')
      for (const attempt of [
        () => compileExpression(text).evaluate({ a: 1, b: [1, { a: 2 }] }, clock),
        () => compileUnaryTests(text).test(1, { a: 1 }, clock),
      ]) {
        try {
          attempt()
        } catch (error) {
          assert.ok(error instanceof DecisionError, `${text}: ${String(error)}`)
        }
      }
    }),
    { numRuns: 1_000 },
  )
})

test('no character in any place brings the parser down', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), (text) => {
      try {
        compileExpression(text).evaluate({}, clock)
      } catch (error) {
        assert.ok(error instanceof DecisionError, `${text}: ${String(error)}`)
      }
    }),
    { numRuns: 500 },
  )
})
