import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { DecisionError } from '../decision-error.ts'
import { checkDecisions } from './check-decisions.ts'
import { compileDecisions, type DecisionModel } from './decision-model.ts'
import { decision, input, literal, model, needs, type TableText, table } from './example.ts'

const clock = { now: Temporal.Instant.from('2026-03-16T09:00:00Z'), zone: 'UTC' }

/** What is found but gaps, which have tests of their own. */
function findings(t: TableText) {
  return found(compileDecisions(model(decision('d', table(t)))))
}

function found(of: DecisionModel) {
  return checkDecisions(of).filter((finding) => finding.code !== 'rules_leave_gap')
}

/** Two rules of one column. */
function two(a: string, b: string): TableText {
  return {
    inputs: ['a'],
    outputs: ['o'],
    rules: [
      [a, '1'],
      [b, '2'],
    ],
  }
}

const overlapping: readonly (readonly [string, string])[] = [
  ['-', '1'],
  ['< 10', '> 5'],
  ['<= 10', '>= 10'],
  ['[1..5]', '[5..9]'],
  ['1, 2, 3', '3, 4'],
  ['"a", "b"', '"b"'],
  ['not("a")', '"b"'],
  ['not("a")', 'not("b")'],
  ['not(5)', '[1..9]'],
  ['true', 'not(false)'],
  ['date("2026-01-01")', '[@"2025-01-01"..@"2027-01-01"]'],
  ['? > 3', '? > 3'],
]
for (const [a, b] of overlapping) {
  test(`${a} and ${b} can both hit`, () => {
    assert.deepEqual(
      findings(two(a, b)).map((f) => [f.code, f.rules]),
      [['rules_overlap', ['r1', 'r2']]],
    )
  })
}

const disjoint: readonly (readonly [string, string])[] = [
  ['< 10', '>= 10'],
  ['(1..5)', '[5..9]'],
  ['"a"', '"b"'],
  ['1', '"1"'],
  ['not("a", "b")', '"b"'],
  ['true', 'not(true)'],
  ['null', '"a"'],
  ['[1..5]', 'not([1..9])'],
  // What must be evaluated is left to the evaluation.
  ['? > 3', '? > 4'],
  ['limit', '5'],
]
for (const [a, b] of disjoint) {
  test(`${a} and ${b} are not found to overlap`, () => {
    assert.deepEqual(
      findings(two(a, b)).map((f) => f.code),
      [],
    )
  })
}

test('rules overlap only where all their columns do', () => {
  const grid: TableText = {
    inputs: ['a', 'b'],
    outputs: ['o'],
    rules: [
      ['< 10', '"x"', '1'],
      ['< 10', '"y"', '2'],
      ['-', '"x"', '3'],
    ],
  }
  assert.deepEqual(
    findings(grid).map((f) => f.rules),
    [['r1', 'r3']],
  )
})

test('rules of an ANY table may overlap where they agree', () => {
  assert.deepEqual(
    findings({ ...two('< 10', '< 20'), policy: 'ANY' }).map((f) => f.code),
    ['outputs_differ'],
  )
  assert.deepEqual(
    findings({
      policy: 'ANY',
      inputs: ['a'],
      outputs: ['o'],
      rules: [
        ['< 10', '1'],
        ['< 20', '1'],
      ],
    }),
    [],
  )
})

test('rules of a FIRST table may overlap', () => {
  assert.deepEqual(findings({ ...two('< 10', '< 20'), policy: 'FIRST' }), [])
})

test('an output that is none of the output values is found', () => {
  const t: TableText = { inputs: ['a'], outputs: ['o'], outputValues: ['"x", "y"'], rules: [['-', '"z"']] }
  assert.deepEqual(
    findings(t).map((f) => [f.severity, f.code]),
    [['error', 'output_not_allowed']],
  )
})

test('a condition that forgets its input is found', () => {
  const t: TableText = { inputs: ['a'], outputs: ['o'], rules: [['amount > 3', '1']] }
  assert.deepEqual(
    findings(t).map((f) => [f.severity, f.code]),
    [['warning', 'condition_without_input']],
  )
})

test('a variable that is named but not required is found', () => {
  const xml = model(
    input('amount') + decision('d', literal('amuont + amount'), { needs: needs.input('amount') }),
  )
  assert.deepEqual(
    checkDecisions(compileDecisions(xml)).map((f) => [f.code, f.element]),
    [['variable_not_required', 'd']],
  )
})

test('a table where everything overlaps is told in a bounded list', () => {
  const rules = Array.from({ length: 100 }, () => ['-', '1'])
  const all = findings({ inputs: ['a'], outputs: ['o'], rules })
  assert.equal(all.length, 101)
  assert.match(all.at(-1)?.message ?? '', /^4850 more pairs/)
})

const bound = fc.integer({ min: 0, max: 6 })
const cell = fc.oneof(
  fc.constant('-'),
  bound.map((n) => `${n}`),
  bound.map((n) => `< ${n}`),
  bound.map((n) => `>= ${n}`),
  fc.tuple(bound, bound).map(([a, b]) => `[${Math.min(a, b)}..${Math.max(a, b)})`),
  fc.tuple(bound, bound).map(([a, b]) => `${a}, ${b}`),
  bound.map((n) => `not(${n})`),
)

test('an overlap is found exactly where some input makes both rules hit', () => {
  fc.assert(
    fc.property(cell, cell, cell, cell, (a, b, c, d) => {
      const xml = model(
        decision(
          'd',
          table({
            inputs: ['x', 'y'],
            outputs: ['o'],
            rules: [
              [a, c, '1'],
              [b, d, '2'],
            ],
          }),
        ),
      )
      const compiled = compileDecisions(xml)
      const overlap = found(compiled).length > 0
      const points = Array.from({ length: 17 }, (_, i) => i / 2 - 1)
      const both = points.some((x) =>
        points.some((y) => hitsTwice(() => compiled.evaluate('d', { x, y }, clock))),
      )
      assert.equal(overlap, both, `${a} | ${c} against ${b} | ${d}`)
    }),
    { numRuns: 60 },
  )
})

function hitsTwice(work: () => unknown): boolean {
  try {
    work()
    return false
  } catch (error) {
    return error instanceof DecisionError && error.code === 'several_rules_hit'
  }
}
