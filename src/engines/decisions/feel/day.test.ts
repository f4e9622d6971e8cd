import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  compareDates,
  type FeelDate,
  fromEpochDay,
  makeDate,
  monthsFrom,
  plusDays,
  plusMonths,
} from './day.ts'
import { compileExpression } from './expression.ts'

const clock = { now: Temporal.Instant.from('2026-01-15T12:00:00Z'), zone: 'UTC' }
const near = fc.integer({ min: -99_000_000, max: 99_000_000 })
const far = fc.integer({ min: -365_000_000_000, max: 364_000_000_000 })

const plain = ({ year, month, day }: FeelDate) => new Temporal.PlainDate(year, month, day)
const text = (date: FeelDate | null) => (date === null ? null : plain(date).toString())

test('a day is told as the calendar of Temporal tells it, as far as that reaches', () => {
  fc.assert(
    fc.property(near, (epochDay) => {
      const date = fromEpochDay(epochDay)
      const same = new Temporal.PlainDate(1970, 1, 1).add({ days: epochDay })
      assert.equal(plain(date).toString(), same.toString())
      assert.deepEqual(
        [date.epochDay, date.dayOfWeek, date.dayOfYear, date.weekOfYear, date.daysInMonth],
        [epochDay, same.dayOfWeek, same.dayOfYear, same.weekOfYear, same.daysInMonth],
      )
    }),
  )
})

test('days and months are added, and months between two days counted, as Temporal does', () => {
  fc.assert(
    fc.property(near, near, fc.integer({ min: -5000, max: 5000 }), (a, b, count) => {
      const [first, second] = [fromEpochDay(a), fromEpochDay(b)]
      assert.equal(text(plusDays(first, count)), plain(first).add({ days: count }).toString())
      assert.equal(text(plusMonths(first, count)), plain(first).add({ months: count }).toString())
      assert.equal(
        monthsFrom(first, second),
        plain(first).until(plain(second), { largestUnit: 'months' }).months,
      )
      assert.equal(Math.sign(compareDates(first, second)), Math.sign(a - b))
    }),
  )
})

test('a day of the far past or future is the day it was made of', () => {
  fc.assert(
    fc.property(far, (epochDay) => {
      const { year, month, day } = fromEpochDay(epochDay)
      assert.equal(makeDate(year, month, day)?.epochDay, epochDay)
      assert.equal(compareDates(fromEpochDay(epochDay), fromEpochDay(epochDay + 1)) < 0, true)
    }),
  )
})

const table: readonly (readonly [expression: string, value: unknown])[] = [
  ['date("999999999-12-31")', '999999999-12-31'],
  ['date("-999999999-01-01")', '-999999999-01-01'],
  ['date("1000000000-01-01")', null],
  ['date(999999999, 12, 31).year', 999999999],
  ['date("999999999-12-31") + duration("P1D")', null],
  ['date("-999999999-01-01") - duration("P1D")', null],
  ['date("999999999-12-30") + duration("P1D")', '999999999-12-31'],
  ['date("999999999-12-31") + duration("P1M")', null],
  ['date("999999999-12-31") - date("-999999999-01-01")', 'P730484999633D'],
  ['years and months duration(date("-999999999-12-31"), date("999999999-12-31"))', 'P1999999998Y'],
  ['date and time("999999999-12-31T23:59:59.999999999")', '999999999-12-31T23:59:59.999999999'],
  ['date and time("-999999999-12-31T23:59:59+02:00")', '-999999999-12-31T23:59:59+02:00'],
  // The rules of a zone go on as the calendar does.
  ['@"999999999-12-31T12:00:00@Europe/Paris".time offset', 'PT1H'],
  ['@"999999999-07-31T12:00:00@Europe/Paris".time offset', 'PT2H'],
  ['@"-999999999-07-31T12:00:00@Europe/Paris".time offset', 'PT9M21S'],
  ['@"999999999-07-31T23:59:59@Europe/Paris" + duration("PT1H")', '999999999-08-01T00:59:59@Europe/Paris'],
  ['@"-999999999-07-31T12:00:00Z" < @"999999999-07-31T12:00:00Z"', true],
  ['week of year(date("2021-01-03"))', 53],
  ['for d in date("1969-12-31")..date("1970-01-01") return d', ['1969-12-31', '1970-01-01']],
]
for (const [expression, value] of table) {
  test(`${expression} is ${JSON.stringify(value)}`, () => {
    assert.deepEqual(compileExpression(expression).evaluate({}, clock), value)
  })
}
