import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DecisionError } from '../decision-error.ts'
import { compileDecisions } from './decision-model.ts'
import { decision, model, type TableText, table } from './example.ts'

const clock = { now: Temporal.Instant.from('2026-03-16T09:00:00Z'), zone: 'UTC' }

function decide(t: TableText, inputs: Readonly<Record<string, unknown>>) {
  return compileDecisions(model(decision('d', table(t)))).evaluate('d', inputs, clock)
}

/** Amounts above 10, above 20 and above 30, each giving a level and a fee. */
const bands: TableText = {
  inputs: ['amount'],
  outputs: ['level', 'fee'],
  outputValues: ['"board", "manager", "clerk"', undefined],
  rules: [
    ['> 10', '"clerk"', '1'],
    ['> 20', '"board"', '5'],
    ['> 30', '"manager"', '3'],
  ],
}
const one = (t: TableText): TableText => ({
  ...t,
  outputs: t.outputs.slice(0, 1),
  rules: t.rules.map((row) => row.slice(0, t.inputs.length + 1)),
})
const fees: TableText = {
  ...bands,
  outputs: ['fee'],
  outputValues: [],
  rules: bands.rules.map(([a = '', , c = '']) => [a, c]),
}

const cases: readonly (readonly [sentence: string, table: TableText, amount: number, value: unknown])[] = [
  ['UNIQUE gives the one rule that hits', one({ ...bands, policy: 'UNIQUE' }), 15, 'clerk'],
  ['FIRST gives the first in the order of rules', one({ ...bands, policy: 'FIRST' }), 35, 'clerk'],
  [
    'PRIORITY gives the first in the order of output values',
    one({ ...bands, policy: 'PRIORITY' }),
    35,
    'board',
  ],
  [
    'PRIORITY with several outputs gives a context',
    { ...bands, policy: 'PRIORITY' },
    35,
    { level: 'board', fee: 5 },
  ],
  [
    'OUTPUT ORDER lists by output values',
    one({ ...bands, policy: 'OUTPUT ORDER' }),
    35,
    ['board', 'manager', 'clerk'],
  ],
  ['RULE ORDER lists by rules', one({ ...bands, policy: 'RULE ORDER' }), 35, ['clerk', 'board', 'manager']],
  ['COLLECT lists all', { ...fees, policy: 'COLLECT' }, 25, [1, 5]],
  ['COLLECT SUM adds', { ...fees, policy: 'COLLECT', aggregation: 'SUM' }, 35, 9],
  ['COLLECT MIN takes the least', { ...fees, policy: 'COLLECT', aggregation: 'MIN' }, 35, 1],
  ['COLLECT MAX takes the greatest', { ...fees, policy: 'COLLECT', aggregation: 'MAX' }, 35, 5],
  ['COLLECT COUNT counts', { ...fees, policy: 'COLLECT', aggregation: 'COUNT' }, 35, 3],
  [
    'COLLECT SUM of a rule without number is null',
    {
      ...fees,
      policy: 'COLLECT',
      aggregation: 'SUM',
      rules: [
        ['-', '1'],
        ['-', '"x"'],
      ],
    },
    1,
    null,
  ],
  ['no hit is null', one(bands), 5, null],
  ['no hit gives the default', one({ ...bands, defaults: ['"clerk"'] }), 5, 'clerk'],
  [
    'no hit gives the defaults of all outputs',
    { ...bands, defaults: ['"clerk"', '0'] },
    5,
    { level: 'clerk', fee: 0 },
  ],
  ['COLLECT without hit is null', { ...fees, policy: 'COLLECT' }, 5, null],
  ['COLLECT SUM without hit is null', { ...fees, policy: 'COLLECT', aggregation: 'SUM' }, 5, null],
]

for (const [sentence, t, amount, value] of cases) {
  test(sentence, () => {
    assert.deepEqual(decide(t, { amount }).value, value)
  })
}

test('UNIQUE with two hits is an error that names both rules', () => {
  assert.throws(
    () => decide(one(bands), { amount: 25 }),
    (error) =>
      error instanceof DecisionError &&
      error.code === 'several_rules_hit' &&
      error.position.element === 'table' &&
      error.message.startsWith('Rules 1 (r1) and 2 (r2) both hit'),
  )
})

test('ANY gives the output all hits agree on', () => {
  const agreed: TableText = {
    policy: 'ANY',
    inputs: ['a', 'b'],
    outputs: ['o'],
    rules: [
      ['> 1', '-', '"x"'],
      ['-', '> 1', '"x"'],
    ],
  }
  assert.equal(decide(agreed, { a: 2, b: 2 }).value, 'x')
})

test('ANY with different outputs is an error that names both rules', () => {
  const differing: TableText = {
    policy: 'ANY',
    inputs: ['a'],
    outputs: ['o'],
    rules: [
      ['> 1', '"x"'],
      ['> 2', '"y"'],
    ],
  }
  assert.equal(decide(differing, { a: 2 }).value, 'x')
  assert.throws(
    () => decide(differing, { a: 3 }),
    (error) =>
      error instanceof DecisionError &&
      error.code === 'outputs_differ' &&
      /1 \(r1\) and 2 \(r2\)/.test(error.message),
  )
})

test('PRIORITY without an order of values does not compile', () => {
  assert.throws(
    () => decide({ policy: 'PRIORITY', inputs: ['a'], outputs: ['o'], rules: [['-', '1']] }, {}),
    (error) => error instanceof DecisionError && error.findings[0]?.position.element === 'table',
  )
})

test('the order of PRIORITY may come from the allowed values of the type', () => {
  const xml = model(
    `<itemDefinition name="tLevel"><typeRef>string</typeRef><allowedValues><text>"high", "low"</text></allowedValues></itemDefinition>
    <decision id="d" name="d"><variable name="d" typeRef="tLevel"/><decisionTable id="t" hitPolicy="PRIORITY" typeRef="tLevel">
    <input id="i"><inputExpression><text>a</text></inputExpression></input><output id="o"/>
    <rule id="r1"><inputEntry><text>-</text></inputEntry><outputEntry><text>"low"</text></outputEntry></rule>
    <rule id="r2"><inputEntry><text>-</text></inputEntry><outputEntry><text>"high"</text></outputEntry></rule>
    </decisionTable></decision>`,
  )
  assert.equal(compileDecisions(xml).evaluate('d', {}, clock).value, 'high')
})

test('a value outside of the input values counts as null', () => {
  const restricted: TableText = {
    inputs: ['a'],
    inputValues: ['"x", "y"'],
    outputs: ['o'],
    rules: [
      ['"x"', '1'],
      ['null', '2'],
    ],
  }
  assert.equal(decide(restricted, { a: 'x' }).value, 1)
  const { value, warnings } = decide(restricted, { a: 'z' })
  assert.equal(value, 2)
  assert.equal(warnings[0]?.message, '"z" is none of "x", "y": it counts as null.')
})

test('the trace says what the columns saw and which rules hit', () => {
  const { trace } = decide(one({ ...bands, policy: 'FIRST' }), { amount: 25 })
  assert.deepEqual(trace, [
    {
      decision: 'd',
      id: 'd',
      inputs: { amount: 25 },
      matchedRules: [
        { table: 'table', ruleId: 'r1', index: 1, annotations: {}, outputs: { level: 'clerk' } },
      ],
      value: 'clerk',
    },
  ])
})
