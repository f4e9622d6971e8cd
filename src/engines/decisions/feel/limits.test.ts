import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startCpuTime } from '#test/cpu-time.ts'
import { DecisionError } from '../decision-error.ts'
import { compileExpression } from './expression.ts'

const clock = { now: Temporal.Instant.from('2026-03-16T09:00:00Z'), zone: 'UTC' }

function outcome(text: string, variables: Readonly<Record<string, unknown>> = {}): string {
  try {
    compileExpression(text).evaluate(variables, clock)
    return 'ended'
  } catch (error) {
    if (error instanceof DecisionError) return error.code
    throw error
  }
}

/** A small value whose parts, all repetitions counted, are more than anybody has time for. */
const DOUBLED = '(for i in 1..60 return if i = 1 then [1] else [partial[-1], partial[-1]])[-1]'

const overLong = (text: string) => `{l: for i in 1..300000 return i, r: for i in 1..500000 return ${text}}.r`
const overText = (text: string) =>
  `{s: (for i in 1..20 return if i = 1 then "x" else partial[-1] + partial[-1])[-1], r: for i in 1..500000 return ${text}}.r`

const hostile: readonly (readonly [what: string, text: string, code: string])[] = [
  ['an iteration over billions', 'for x in 1..9000000000 return x', 'evaluation_too_long'],
  ['nested iterations', 'for a in 1..9999, b in 1..9999 return a', 'evaluation_too_long'],
  ['a quantified search without end', 'some x in 1..9000000000 satisfies x < 0', 'evaluation_too_long'],
  ['a recursion without end', '{f: function(n) f(n + 1)}.f(1)', 'evaluation_too_long'],
  [
    'two functions that call each other',
    '{f: function(g, n) g(g, n)}.f({g: function(g, n) g(g, n)}.g, 1)',
    'evaluation_too_long',
  ],
  [
    'a list that doubles',
    '{f: function(l, n) if n = 0 then l else f(concatenate(l, l), n - 1)}.f([1], 60)',
    'evaluation_too_long',
  ],
  [
    'a string that doubles',
    '{f: function(s, n) if n = 0 then s else f(s + s, n - 1)}.f("x", 60)',
    'evaluation_too_large',
  ],
  ['partial results kept in every result', 'for x in 1..100000 return partial', 'evaluation_too_long'],
  [
    'a pattern that backtracks',
    'matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", "(a+)+$")',
    'evaluation_too_long',
  ],
  [
    'a pattern over alternatives',
    'matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", "(a|a)*$")',
    'evaluation_too_long',
  ],
  ['a repetition too long to write out', 'matches("a", "((a{1000}){1000}){1000}")', 'ended'],
  ['a power beyond all numbers', '10 ** 99999999', 'ended'],
  ['a result that holds itself twice, sixty times', DOUBLED, 'evaluation_too_large'],
  ['the text of such a result', `string(${DOUBLED})`, 'evaluation_too_large'],
  ['the comparison of two such', `${DOUBLED} = ${DOUBLED}`, 'evaluation_too_long'],
  ['membership in such', `${DOUBLED} in (${DOUBLED})`, 'evaluation_too_long'],
  ['a list searched for such', `list contains([${DOUBLED}], ${DOUBLED})`, 'evaluation_too_long'],
  ['the identity of two such', `is(${DOUBLED}, ${DOUBLED})`, 'evaluation_too_long'],
  ['a long list copied without end', overLong('reverse(l)'), 'evaluation_too_long'],
  ['a long list shortened without end', overLong('remove(l, 1)'), 'evaluation_too_long'],
  ['the greatest of a long list without end', overLong('max(l)'), 'evaluation_too_long'],
  ['a long list compared without end', overLong('l = reverse(l)'), 'evaluation_too_long'],
  ['a long string copied without end', overText('upper case(s)'), 'evaluation_too_long'],
  ['a long string measured without end', overText('string length(s)'), 'evaluation_too_long'],
  [
    'a long context copied without end',
    '{c: context(for i in 1..50000 return {key: string(i), value: i}), r: for i in 1..100000 return context put(c, "a", i)}.r',
    'evaluation_too_long',
  ],
  ['distinct values of many', 'distinct values(for x in 1..20000 return x)', 'evaluation_too_long'],
  ['many brackets', `${'('.repeat(20_000)}1`, 'expression_too_large'],
  ['many minus signs', `${'- '.repeat(20_000)}1`, 'expression_too_large'],
  ['a very long sum', `${'1+'.repeat(20_000)}1`, 'expression_too_large'],
  ['a very long text', `"${'x'.repeat(60_000)}"`, 'expression_too_large'],
  ['nested conditions', `${'if true then '.repeat(5_000)}1`, 'expression_too_large'],
]

for (const [what, text, code] of hostile) {
  test(`${what} is brought to an end in seconds`, () => {
    const cpuTime = startCpuTime()
    assert.equal(outcome(text), code)
    assert.ok(cpuTime() < 20_000)
  })
}

test('a value nested without end is refused', () => {
  const deep: unknown[] = []
  let inner = deep
  for (let i = 0; i < 500; i += 1) {
    const next: unknown[] = []
    inner.push(next)
    inner = next
  }
  assert.equal(outcome('count(x)', { x: deep }), 'value_not_supported')
})

test('keys of JavaScript are keys like others', () => {
  const evaluate = (text: string, variables: Readonly<Record<string, unknown>>) =>
    compileExpression(text).evaluate(variables, clock)
  assert.equal(evaluate('constructor', {}), null)
  assert.equal(evaluate('x.__proto__', { x: {} }), null)
  assert.equal(evaluate('x.constructor', { x: {} }), null)
  assert.equal(evaluate('x.toString', { x: 'a' }), null)
  assert.equal(evaluate('@"2020-01-01".toString', {}), null)
})

test('what JSON does not know is refused by name', () => {
  assert.equal(outcome('x', { x: Number.NaN }), 'value_not_supported')
  assert.equal(outcome('x', { x: Symbol('s') }), 'value_not_supported')
  assert.equal(outcome('x', { x: new Set() }), 'value_not_supported')
})
