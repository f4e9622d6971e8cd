import assert from 'node:assert/strict'
import { test } from 'node:test'
import { suggestRows, type WeekFacts } from './suggestion.ts'
import { type GridEntry, type GridRow, planWeek } from './week-grid.ts'
import { targetMinutes } from './week-view.ts'

const monday = '2026-03-02'
const row = (minutes: readonly number[], more: Partial<GridRow> = {}): GridRow => ({
  workPackageId: 'build',
  billingType: 'chargeable',
  description: 'Data model',
  minutes: [0, 1, 2, 3, 4, 5, 6].map((day) => minutes[day] ?? 0),
  ...more,
})
const entry = (id: string, workedOn: string, minutes: number, more: Partial<GridEntry> = {}): GridEntry => ({
  id,
  workPackageId: 'build',
  billingType: 'chargeable',
  description: 'Data model',
  workedOn,
  minutes,
  state: 'draft',
  ...more,
})
const told = (plan: ReturnType<typeof planWeek>) => ({
  record: plan.record.map(({ row, day, minutes }) => [row, day, minutes]),
  change: plan.change.map(({ before, cell }) => [before.id, cell.minutes, cell.description]),
  remove: plan.remove.map(({ id }) => id),
  problems: plan.problems.map(({ row, day, code }) => [row, day, code]),
})
const nothing = { record: [], change: [], remove: [], problems: [] }

test('a grid that says what is recorded changes nothing, also over two lines of one cell', () => {
  const entries = [entry('a', '2026-03-02', 60), entry('b', '2026-03-02', 30), entry('c', '2026-03-03', 45)]
  assert.deepEqual(told(planWeek(monday, [row([90, 45])], entries)), nothing)
})

test('cells are recorded, changed and removed as they differ', () => {
  const entries = [entry('a', '2026-03-02', 60), entry('b', '2026-03-02', 30), entry('c', '2026-03-03', 45)]
  assert.deepEqual(told(planWeek(monday, [row([120, 0, 15])], entries)), {
    record: [[0, 2, 15]],
    change: [['a', 120, 'Data model']],
    remove: ['b', 'c'],
    problems: [],
  })
})

test('a row that is described anew keeps its lines', () => {
  const plan = planWeek(monday, [row([60], { description: 'Interfaces' })], [entry('a', '2026-03-02', 60)])
  assert.deepEqual(told(plan), { ...nothing, change: [['a', 60, 'Interfaces']] })
})

test('a line whose row is not named goes, but not one that is decided or was taken back', () => {
  const entries = [
    entry('a', '2026-03-02', 60),
    entry('b', '2026-03-03', 60, { state: 'approved' }),
    entry('c', '2026-03-04', 60, { state: 'recalled' }),
    entry('d', '2026-03-05', 60, { state: 'rejected' }),
  ]
  assert.deepEqual(told(planWeek(monday, [], entries)), { ...nothing, remove: ['a', 'd'] })
})

test('decided time counts in its cell: more is added to it, less is refused', () => {
  const entries = [entry('a', '2026-03-02', 60, { state: 'submitted' })]
  assert.deepEqual(told(planWeek(monday, [row([60])], entries)), nothing)
  assert.deepEqual(told(planWeek(monday, [row([90])], entries)), { ...nothing, record: [[0, 0, 30]] })
  assert.deepEqual(told(planWeek(monday, [row([30])], entries)).problems, [[0, 0, 'time_entry_decided']])
})

test('a row named twice and a day of more than 24 hours are told where they are', () => {
  const decided = [entry('a', '2026-03-02', 600, { description: 'Before', state: 'approved' })]
  const other = row([800], { description: 'Other' })
  const plan = planWeek(
    monday,
    [row([0, 30]), row([0, 30]), row([100], { description: 'X' }), other],
    decided,
  )
  assert.deepEqual(told(plan).problems, [
    [1, null, 'time_row_twice'],
    [3, 0, 'time_day_over_24_hours'],
  ])
  assert.deepEqual(told(planWeek(monday, [other], decided)).problems, [])
})

test('a working day is a fifth of the week, to the minute, and nothing when nobody works', () => {
  const person = { weeklyMinutes: 2252, startedOn: '2026-03-03', endedOn: null, earlierPeriods: [] }
  const days = ['2026-03-02', '2026-03-03', '2026-03-04', '2026-03-05', '2026-03-07']
  assert.deepEqual(
    days.map((day) => targetMinutes(person, day, day === '2026-03-05')),
    [0, 451, 450, 0, 0],
  )
  const whole = ['2026-03-09', '2026-03-10', '2026-03-11', '2026-03-12', '2026-03-13']
  assert.equal(
    whole.reduce((sum, day) => sum + targetMinutes(person, day, false), 0),
    2252,
  )
})

const facts: WeekFacts = {
  monday,
  workingDays: new Set(['2026-03-02', '2026-03-03', '2026-03-04', '2026-03-05']),
  taken: new Set(['build 2026-03-03']),
  takes: (workPackageId, day) => workPackageId !== 'closed' && day !== '2026-03-05',
  usualType: () => 'chargeable',
}
const booking = {
  bookingId: 'b1',
  state: 'hard' as const,
  workPackageId: 'build',
  startsOn: '2026-02-01',
  endsOn: '2026-03-04',
  minutesPerDay: 240,
}
const past = (workPackageId: string, workedOn: string, minutes: number, description = 'Data model') => ({
  workPackageId,
  billingType: 'chargeable' as const,
  description,
  workedOn,
  minutes,
})

test('a booking says the minutes and last week the words; days that have time already are left alone', () => {
  const rows = suggestRows([booking], [past('build', '2026-02-26', 480)], facts)
  assert.deepEqual(rows, [
    {
      workPackageId: 'build',
      billingType: 'chargeable',
      description: 'Data model',
      minutes: [240, 0, 240, 0, 0, 0, 0],
      reasons: [
        { kind: 'booking', bookingId: 'b1', state: 'hard', minutesPerDay: 240 },
        { kind: 'last_week', weekStart: '2026-02-23', minutes: 480 },
      ],
    },
  ])
})

test('what nobody is booked for is repeated on the same weekdays, where its work still takes time', () => {
  const rows = suggestRows(
    [],
    [
      past('support', '2026-02-23', 60),
      past('support', '2026-02-24', 90),
      past('support', '2026-02-28', 30),
      past('support', '2026-02-24', 15, 'Calls'),
      past('closed', '2026-02-23', 60),
    ],
    facts,
  )
  assert.deepEqual(
    rows.map(({ description, minutes }) => [description, minutes]),
    [
      ['Data model', [60, 90, 0, 0, 0, 0, 0]],
      ['Calls', [0, 15, 0, 0, 0, 0, 0]],
    ],
  )
})

test('two bookings of the same work are one row of no more than a day', () => {
  const rows = suggestRows([booking, { ...booking, bookingId: 'b2', minutesPerDay: 1300 }], [], facts)
  assert.deepEqual(
    rows.map(({ minutes, reasons }) => [minutes, reasons.length]),
    [[[1440, 0, 1440, 0, 0, 0, 0], 2]],
  )
})
