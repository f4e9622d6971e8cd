import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { startCpuTime } from '#test/cpu-time.ts'
import { type CheckFinding, checkDecisions } from './check-decisions.ts'
import { compileDecisions } from './decision-model.ts'
import { decision, model, type TableText, table } from './example.ts'

const clock = { now: Temporal.Instant.from('2026-03-16T09:00:00Z'), zone: 'UTC' }

function gapsIn(t: TableText): readonly CheckFinding[] {
  const all = checkDecisions(compileDecisions(model(decision('d', table(t)))))
  return all.filter((finding) => finding.code === 'rules_leave_gap' || finding.code === 'gaps_not_checked')
}

/** A table of one column, a rule a cell. */
const column = (...cells: string[]): TableText => ({
  policy: 'FIRST',
  inputs: ['x'],
  outputs: ['o'],
  rules: cells.map((cell, i) => [cell, `${i}`]),
})

const open: readonly (readonly [cells: readonly string[], examples: readonly string[]])[] = [
  [['< 10', '> 10'], ['10']],
  [
    ['[0..5]', '[6..10]'],
    ['-1', '5.5', '11'],
  ],
  [['>= 0'], ['-1']],
  [['"DE"', '"US"'], ['"other"']],
  [['true'], ['false']],
  [['not("DE")'], ['"DE"']],
  [
    ['< date("2026-01-01")', '> date("2026-01-03")'],
    ['2026-01-01', '2026-01-02', '2026-01-03'],
  ],
  [['[@"P1Y"..@"P2Y"]', '> @"P2Y"'], ['P11M']],
  [
    ['<= @"PT8H"', '> @"PT9H"'],
    ['PT8H30M', 'PT9H'],
  ],
  [['< @"09:00:00"', '> @"09:00:00"'], ['09:00:00']],
  [['< @"2026-01-01T00:00:00Z"', '> @"2026-01-01T00:00:00Z"'], ['2026-01-01T00:00:00Z']],
  [['["b".."d"]'], ['""', '"dz"']],
]
for (const [cells, examples] of open) {
  test(`${cells.join(' and ')} leave out ${examples.join(', ')}`, () => {
    assert.deepEqual(
      gapsIn(column(...cells)).map((finding) => finding.example['x']),
      examples,
    )
  })
}

const closed: readonly (readonly string[])[] = [
  ['< 10', '>= 10'],
  ['[0..5)', '[5..10]', 'not([0..10])'],
  ['"DE"', '-'],
  ['"DE"', 'not("DE")'],
  ['true', 'false'],
  // What lies between two days is no day.
  ['<= date("2026-01-01")', '>= date("2026-01-02")'],
  // A condition that must be evaluated may accept everything.
  ['? > 3 and ? < 5'],
]
for (const cells of closed) {
  test(`${cells.join(' and ')} leave nothing out`, () => {
    assert.deepEqual(gapsIn(column(...cells)), [])
  })
}

test('a gap is a warning that tells the table, the inputs, an example and what to do', () => {
  const t: TableText = {
    inputs: ['amount', 'country'],
    outputs: ['o'],
    rules: [
      ['< 1000', '-', '1'],
      ['>= 1000', '"DE"', '2'],
    ],
  }
  assert.deepEqual(gapsIn(t), [
    {
      severity: 'warning',
      code: 'rules_leave_gap',
      message:
        'No rule covers amount 1000 with country another text, for example amount = 1000, country = "other": the result is null. Add a rule, or default outputs.',
      element: 'table',
      rules: [],
      example: { amount: '1000', country: '"other"' },
    },
  ])
})

test('the input values of a column say which inputs there are', () => {
  const t = column('"DE"', '"US"')
  assert.deepEqual(gapsIn({ ...t, inputValues: ['"DE", "US"'] }), [])
  const [gap] = gapsIn({ ...t, inputValues: ['"DE", "US", "SG"'] })
  assert.deepEqual(gap?.example, { x: '"SG"' })
  assert.deepEqual(gapsIn({ ...column('[0..100]'), inputValues: ['[0..100]'] }), [])
})

test('a table with default outputs, or of several hits, may leave inputs out', () => {
  assert.deepEqual(gapsIn({ ...column('1'), defaults: ['0'] }), [])
  assert.deepEqual(gapsIn({ ...column('1'), policy: 'COLLECT' }), [])
})

test('a table without rules covers nothing', () => {
  assert.deepEqual(
    gapsIn(column()).map((finding) => finding.example),
    [{}],
  )
})

test('a table of many gaps tells the first of them', () => {
  const values = Array.from({ length: 50 }, (_, i) => `${i * 2}`)
  assert.equal(gapsIn(column(...values)).length, 5)
})

test('a table of a thousand rules is searched, one beyond measure is told not to be', () => {
  const rules = (count: number) =>
    Array.from({ length: count }, (_, i) => [`[${i}..${i + 1})`, `"c${i % 50}"`, `${i}`])
  const t = (count: number): TableText => ({
    policy: 'FIRST',
    inputs: ['x', 'y'],
    outputs: ['o'],
    rules: rules(count),
  })
  const cpuTime = startCpuTime()
  assert.equal(gapsIn(t(1_000))[0]?.code, 'rules_leave_gap')
  assert.equal(gapsIn(t(5_000))[0]?.code, 'gaps_not_checked')
  // Two seconds on an idle machine.
  assert.ok(cpuTime() < 30_000)
})

const bound = fc.integer({ min: 0, max: 6 })
const cell = fc.oneof(
  fc.constant('-'),
  bound.map((n) => `${n}`),
  bound.map((n) => `< ${n}`),
  bound.map((n) => `>= ${n}`),
  fc.tuple(bound, bound).map(([a, b]) => `[${Math.min(a, b)}..${Math.max(a, b)})`),
  bound.map((n) => `not(${n})`),
)
const row = fc.tuple(cell, cell).map(([a, b]) => [a, b, '"hit"'])

test('a gap is found exactly where some input makes no rule hit, and its example is one', () => {
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 4 }), (rules) => {
      const t: TableText = { policy: 'FIRST', inputs: ['x', 'y'], outputs: ['o'], rules }
      const compiled = compileDecisions(model(decision('d', table(t))))
      const hits = (x: number, y: number) => compiled.evaluate('d', { x, y }, clock).value !== null
      const points = Array.from({ length: 18 }, (_, i) => i / 2 - 1)
      const gaps = gapsIn(t)
      assert.equal(
        gaps.length === 0,
        points.every((x) => points.every((y) => hits(x, y))),
      )
      for (const { example } of gaps)
        assert.equal(hits(Number(example['x'] ?? 0), Number(example['y'] ?? 0)), false)
    }),
    { numRuns: 80 },
  )
})
