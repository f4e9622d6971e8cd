import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  addDays,
  addMonths,
  dayAt,
  dayOfWeek,
  daysBetween,
  monthEnd,
  monthStart,
  monthsBetween,
  weekStart,
} from './dates.ts'
import { newId } from './id.ts'

test('months end where the calendar ends them', () => {
  assert.equal(addMonths('2026-01-31', 1), '2026-02-28')
  assert.equal(addMonths('2028-01-31', 1), '2028-02-29')
  assert.equal(monthEnd('2026-02-03'), '2026-02-28')
  assert.equal(monthStart('2026-02-03'), '2026-02-01')
  assert.deepEqual(monthsBetween('2026-11-20', '2027-01-05'), ['2026-11-01', '2026-12-01', '2027-01-01'])
})

test('a week starts on Monday, also across a year', () => {
  assert.equal(weekStart('2026-01-01'), '2025-12-29')
  assert.equal(weekStart('2026-11-16'), '2026-11-16')
  assert.equal(dayOfWeek('2026-11-22'), 7)
  assert.equal(addDays('2026-12-31', 1), '2027-01-01')
  assert.equal(daysBetween('2026-03-01', '2026-02-01'), -28)
})

test('the day of business depends on where one is, also when clocks change', () => {
  const lateEvening = Temporal.Instant.from('2026-03-31T23:30:00Z')
  assert.equal(dayAt(lateEvening, 'UTC'), '2026-03-31')
  assert.equal(dayAt(lateEvening, 'Asia/Singapore'), '2026-04-01')
  assert.equal(dayAt(Temporal.Instant.from('2026-10-25T00:30:00Z'), 'Europe/Berlin'), '2026-10-25')
})

test('ids are version 7 UUIDs and sort in the order they were made', () => {
  const ids = Array.from({ length: 10_000 }, () => newId())
  assert.match(ids[0] ?? '', /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  assert.deepEqual(ids, [...ids].sort())
  assert.equal(new Set(ids).size, ids.length)
})
