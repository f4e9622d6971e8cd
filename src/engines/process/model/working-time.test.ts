import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Calendar, calendarProblem, workingBefore, workingDue } from './working-time.ts'

const nineToFive = [
  { from: '09:00', to: '12:00' },
  { from: '13:00', to: '18:00' },
]
const office: Calendar = {
  revision: 1,
  zone: 'Europe/Berlin',
  hours: {
    monday: nineToFive,
    tuesday: nineToFive,
    wednesday: nineToFive,
    thursday: nineToFive,
    friday: [{ from: '09:00', to: '13:00' }],
  },
  holidays: ['2026-04-03', '2026-04-06', '2026-12-25'],
}
const nights: Calendar = {
  revision: 1,
  zone: null,
  hours: Object.fromEntries(
    ['saturday', 'sunday', 'monday'].map((day) => [day, [{ from: '00:00', to: '24:00' }]]),
  ),
  holidays: [],
}

/** Local times of Berlin, which is what people of the office read. */
const due = (from: string, duration: string, calendar = office) =>
  Temporal.Instant.from(
    workingDue(
      Temporal.PlainDateTime.from(from).toZonedDateTime('Europe/Berlin').toInstant(),
      duration,
      calendar,
      'Europe/Berlin',
    ),
  )
    .toZonedDateTimeISO('Europe/Berlin')
    .toPlainDateTime()
    .toString()

test('hours pass only while work is done: not in breaks, at night, at weekends and on holidays', () => {
  const cases = [
    ['2026-03-04T10:00', 'PT1H', '2026-03-04T11:00:00'],
    ['2026-03-04T11:30', 'PT1H', '2026-03-04T13:30:00'],
    ['2026-03-04T17:00', 'PT1H', '2026-03-04T18:00:00'],
    ['2026-03-04T17:00', 'PT90M', '2026-03-05T09:30:00'],
    ['2026-03-06T12:00', 'PT2H', '2026-03-09T10:00:00'],
    ['2026-03-07T15:00', 'PT30M', '2026-03-09T09:30:00'],
    // Good Friday and Easter Monday.
    ['2026-04-02T17:00', 'PT2H', '2026-04-07T10:00:00'],
  ] as const
  for (const [from, duration, expected] of cases)
    assert.equal(due(from, duration), expected, `${from} ${duration}`)
})

test('a day is a working day later at the same time, or at the nearest time of work on that day', () => {
  const cases = [
    ['2026-03-04T10:00', 'P1D', '2026-03-05T10:00:00'],
    ['2026-03-05T16:00', 'P1D', '2026-03-06T13:00:00'],
    ['2026-03-06T12:30', 'P1D', '2026-03-09T13:00:00'],
    ['2026-03-07T10:00', 'P2D', '2026-03-11T09:00:00'],
    ['2026-04-02T10:00', 'P1D', '2026-04-07T10:00:00'],
    ['2026-03-04T10:00', 'P1DT9H', '2026-03-06T11:00:00'],
  ] as const
  for (const [from, duration, expected] of cases)
    assert.equal(due(from, duration), expected, `${from} ${duration}`)
})

test('weeks, months and years are those of the calendar, and end at the next working moment', () => {
  const cases = [
    ['2026-03-04T10:00', 'P1W', '2026-03-11T10:00:00'],
    // The month after 31 January ends on 28 February, a Saturday.
    ['2026-01-30T12:00', 'P1M', '2026-03-02T09:00:00'],
    ['2025-12-25T10:00', 'P1Y', '2026-12-28T09:00:00'],
  ] as const
  for (const [from, duration, expected] of cases)
    assert.equal(due(from, duration), expected, `${from} ${duration}`)
})

test('working hours that change to and from daylight saving have as many hours as pass', () => {
  // Saturday, Sunday and Monday around the clock; Berlin loses an hour on 29 March 2026 and gains one on 25 October.
  assert.equal(due('2026-03-28T12:00', 'PT24H', nights), '2026-03-29T13:00:00')
  assert.equal(due('2026-10-24T12:00', 'PT24H', nights), '2026-10-25T11:00:00')
  assert.equal(due('2026-03-28T12:00', 'P1D', nights), '2026-03-29T12:00:00')
  // Office hours keep their local time on both sides of the change.
  assert.equal(due('2026-03-27T12:00', 'PT2H'), '2026-03-30T10:00:00')
  assert.equal(due('2026-10-23T12:00', 'PT2H'), '2026-10-26T10:00:00')
})

test('a zone of the process is used where the calendar has none', () => {
  const at = Temporal.Instant.from('2026-03-06T12:00:00Z')
  assert.equal(workingDue(at, 'PT1H', nights, 'Asia/Singapore'), '2026-03-06T17:00:00Z')
  assert.equal(workingDue(at, 'PT1H', nights, 'America/New_York'), '2026-03-07T06:00:00Z')
})

test('nothing is due at once, and what never comes is said', () => {
  assert.equal(due('2026-03-07T15:00', 'PT0S'), '2026-03-07T15:00:00')
  assert.throws(() => due('2026-03-04T10:00', '-PT1H'), /negative/)
  assert.throws(() => due('2026-03-04T10:00', 'two days'))
  assert.throws(() => due('2026-03-04T10:00', 'P9999D'), /ten years/)
  assert.throws(() => due('2026-03-04T10:00', 'PT99999H'), /ten years/)
})

test('a calendar needs a zone that exists and hours in order', () => {
  const problem = (hours: Calendar['hours'], zone: string | null = null) => calendarProblem({ hours, zone })
  assert.equal(calendarProblem(office), null)
  assert.match(problem({ monday: nineToFive }, 'Europe/Atlantis') ?? '', /no time zone/)
  assert.match(problem({}) ?? '', /no working time/)
  assert.match(problem({ monday: nineToFive.toReversed() }) ?? '', /hours of monday/)
  assert.match(problem({ monday: [{ from: '17:00', to: '09:00' }] }) ?? '', /hours of monday/)
})

test('working time is counted backwards as it is counted forwards', () => {
  const before = (from: string, duration: string) =>
    Temporal.Instant.from(
      workingBefore(
        Temporal.PlainDateTime.from(from).toZonedDateTime('Europe/Berlin').toInstant(),
        duration,
        office,
        'Europe/Berlin',
      ),
    )
      .toZonedDateTimeISO('Europe/Berlin')
      .toPlainDateTime()
      .toString()
  // Tuesday after Easter: Friday and Monday are holidays.
  assert.equal(before('2026-04-07T10:00', 'PT2H'), '2026-04-02T17:00:00')
  assert.equal(before('2026-04-07T14:00', 'PT2H'), '2026-04-07T11:00:00', 'not in the hour of lunch')
  assert.equal(before('2026-04-07T10:00', 'P1D'), '2026-04-02T10:00:00')
  assert.equal(before('2026-04-05T10:00', 'P1D'), '2026-04-01T18:00:00', 'from the end of work before Easter')
  assert.equal(before('2026-04-13T17:00', 'P1D'), '2026-04-10T13:00:00', 'on a Friday work ends at one')
  assert.equal(before('2026-04-14T10:00', 'P1WT1H'), '2026-04-07T09:00:00')
  assert.equal(before('2026-04-05T10:00', 'PT0S'), '2026-04-05T10:00:00')
})
