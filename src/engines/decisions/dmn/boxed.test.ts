import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compileDecisions } from './decision-model.ts'
import { decision, literal, model } from './example.ts'

const clock = { now: Temporal.Instant.from('2026-03-16T09:00:00Z'), zone: 'UTC' }

const boxed: readonly (readonly [sentence: string, logic: string, value: unknown])[] = [
  [
    'a boxed context sees its earlier entries and gives its result',
    `<context><contextEntry><variable name="a"/>${literal('2')}</contextEntry><contextEntry><variable name="b c"/>${literal('a + 1')}</contextEntry><contextEntry>${literal('a * b c')}</contextEntry></context>`,
    6,
  ],
  [
    'a boxed context without result is a context',
    `<context><contextEntry><variable name="a"/>${literal('2')}</contextEntry></context>`,
    { a: 2 },
  ],
  ['a boxed list', `<list>${literal('1')}${literal('"x"')}</list>`, [1, 'x']],
  [
    'a relation is a list of contexts',
    `<relation><column name="n"/><column name="v"/><row>${literal('"a"')}${literal('1')}</row><row>${literal('"b"')}${literal('2')}</row></relation>`,
    [
      { n: 'a', v: 1 },
      { n: 'b', v: 2 },
    ],
  ],
  [
    'a boxed function is called in the context around it',
    `<context><contextEntry><variable name="f"/><functionDefinition><formalParameter name="x"/>${literal('x + 1')}</functionDefinition></contextEntry><contextEntry>${literal('f(2)')}</contextEntry></context>`,
    3,
  ],
  [
    'a boxed conditional',
    `<conditional><if>${literal('1 > 2')}</if><then>${literal('"yes"')}</then><else>${literal('"no"')}</else></conditional>`,
    'no',
  ],
  [
    'a boxed conditional over nothing known takes the other branch',
    `<conditional><if>${literal('null > 2')}</if><then>${literal('"yes"')}</then><else>${literal('"no"')}</else></conditional>`,
    'no',
  ],
  [
    'a boxed conditional over what is no condition is null',
    `<conditional><if>${literal('"maybe"')}</if><then>${literal('"yes"')}</then><else>${literal('"no"')}</else></conditional>`,
    null,
  ],
  [
    'a boxed some over what is no condition is null, also where a later element would do',
    `<some iteratorVariable="n"><in>${literal('[1, 2]')}</in><satisfies>${literal('if n = 2 then true else "maybe"')}</satisfies></some>`,
    null,
  ],
  [
    'a boxed some finds the element that does behind one nothing is known of',
    `<some iteratorVariable="n"><in>${literal('[null, 2]')}</in><satisfies>${literal('n > 1')}</satisfies></some>`,
    true,
  ],
  [
    'a boxed every over what is no condition is null',
    `<every iteratorVariable="n"><in>${literal('[1, 2]')}</in><satisfies>${literal('n')}</satisfies></every>`,
    null,
  ],
  [
    'several expressions with commas between them are a list',
    literal('1 + 1, "a, b", [3]'),
    [2, 'a, b', [3]],
  ],
  [
    'a boxed for sees its partial results',
    `<for iteratorVariable="i"><in>${literal('1..4')}</in><return>${literal('if i = 1 then 1 else i * partial[-1]')}</return></for>`.replace(
      '1..4',
      '[1..4]',
    ),
    [1, 2, 6, 24],
  ],
  [
    'a boxed some',
    `<some iteratorVariable="i"><in>${literal('[1, 2]')}</in><satisfies>${literal('i > 1')}</satisfies></some>`,
    true,
  ],
  [
    'a boxed every',
    `<every iteratorVariable="i"><in>${literal('[1, 2]')}</in><satisfies>${literal('i > 1')}</satisfies></every>`,
    false,
  ],
  [
    'a boxed filter',
    `<filter><in>${literal('[{a: 1}, {a: 2}]')}</in><match>${literal('a > 1')}</match></filter>`,
    [{ a: 2 }],
  ],
]
for (const [sentence, logic, value] of boxed) {
  test(sentence, () => {
    assert.deepEqual(compileDecisions(model(decision('d', logic))).evaluate('d', {}, clock).value, value)
  })
}
