import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DecisionError } from '../decision-error.ts'
import { compileExpression, compileUnaryTests } from './expression.ts'

const clock = { now: Temporal.Instant.from('2026-03-29T10:00:00Z'), zone: 'Europe/Berlin' }
const variables = {
  amount: 1200.5,
  'net-amount': 5,
  'monthly salary': 10,
  lines: [
    { item: 'a', price: 2 },
    { item: 'b', price: 5 },
  ],
  numbers: [1, 2, 3],
  person: { 'first name': 'Ada' },
}

function evaluate(text: string): unknown {
  return compileExpression(text, { names: Object.keys(variables) }).evaluate(variables, clock)
}

const table: readonly (readonly [expression: string, value: unknown])[] = [
  ['1 + 2 * 3', 7],
  ['1.1 * 3 = 3.3', true],
  ['1 / 3', '0.3333333333333333333333333333333333'],
  ['net-amount + 1', 6],
  ['monthly   salary * 12', 120],
  ['person.first name', 'Ada'],
  ['numbers[1]', 1],
  ['numbers[-1]', 3],
  ['numbers[item > 1]', [2, 3]],
  ['lines[price > 2].item', ['b']],
  ['lines[item = "a"].price', [2]],
  ['for x in 1..3 return x * 2', [2, 4, 6]],
  ['for i in 0..4 return if i = 0 then 1 else i * partial[-1]', [1, 1, 2, 6, 24]],
  ['some x in numbers satisfies x > 2', true],
  ['every x in numbers satisfies x > 2', false],
  ['{a b: 1, c: a b + 1}.c', 2],
  ['{f: function(n) if n < 2 then 1 else n * f(n - 1)}.f(5)', 120],
  ['if null then 1 else 2', 2],
  ['amount between 1 and 2000', true],
  ['amount in (1, > 1000)', true],
  ['null > 1', null],
  ['1 = "1"', null],
  ['null = null', true],
  ['1 = null', false],
  ['null or true', true],
  ['null and false', false],
  ['null and true', null],
  ['today()', '2026-03-29'],
  ['now()', '2026-03-29T12:00:00@Europe/Berlin'],
  [
    'date and time("2026-03-29T01:30:00@Europe/Berlin") + duration("PT1H")',
    '2026-03-29T03:30:00@Europe/Berlin',
  ],
]

for (const [expression, value] of table) {
  test(`${expression} is ${JSON.stringify(value)}`, () => {
    assert.deepEqual(evaluate(expression), value)
  })
}

test('an expression names the variables it wants to be given', () => {
  const expression = compileExpression('net-amount > limit and count(lines) > 0', { names: ['net-amount'] })
  assert.deepEqual(expression.names(), ['net-amount', 'limit', 'lines'])
})

test('a syntax error is told with line and column', () => {
  assert.throws(
    () => compileExpression('1 +\n  * 2'),
    (error) =>
      error instanceof DecisionError && error.code === 'expression_syntax' && error.position.line === 2,
  )
})

test('an explanation says why the answer is null', () => {
  const { value, warnings } = compileExpression('amount + "x"').explain(variables, clock)
  assert.equal(value, null)
  assert.equal(warnings[0]?.message, 'number + string has no result.')
})

test('a variable that has the name of a built-in function is the variable, and the function can still be called', () => {
  const given = { number: 'P-1', count: 2, rows: [{ count: 1 }, { count: 3 }] }
  const answer = (text: string) => compileExpression(text).evaluate(given, clock)
  assert.equal(answer('"Project " + number'), 'Project P-1')
  assert.equal(answer('count(rows) + count'), 4)
  assert.deepEqual(answer('rows[count > 2]'), [{ count: 3 }])
  assert.equal(answer('(function(f) f([1, 5]))(max)'), 5)
})

const tests: readonly (readonly [tests: string, input: unknown, passes: boolean])[] = [
  ['-', null, true],
  ['> 5, [1..2]', 2, true],
  ['> 5, [1..2]', 3, false],
  ['> 5', null, false],
  ['"a", "b"', 'b', true],
  ['not("a", "b")', 'b', false],
  ['? > 1 and ? < 3', 2, true],
  ['numbers', 2, true],
  ['null', null, true],
]

for (const [text, input, passes] of tests) {
  test(`${JSON.stringify(input)} ${passes ? 'passes' : 'does not pass'} ${text}`, () => {
    assert.equal(compileUnaryTests(text).test(input, variables, clock), passes)
  })
}
