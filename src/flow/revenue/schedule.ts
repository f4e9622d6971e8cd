/** When a price that is earned evenly becomes revenue. Pure: no database, no clock. */
import { daysBetween, monthEnd, monthStart, monthsBetween, type PlainDate } from '#kernel/dates.ts'
import { type Money, prorate } from '#kernel/money.ts'

/** What is earned in a month, or in the part of it that belongs to the term. */
export interface EarnedMonth {
  readonly periodStart: PlainDate
  readonly periodEnd: PlainDate
  readonly amount: Money
}

/** Divisible by the days of every month, so that shares of months are whole numbers. */
const MONTH = 28n * 29n * 30n * 31n

/**
 * Spreads a price over the months of its term: whole months earn the same, a month at either end earns by its days,
 * and the last month takes what rounding left, so that the months sum to the price.
 */
export function ratableMonths(price: Money, startsOn: PlainDate, endsOn: PlainDate): EarnedMonth[] {
  const spans = monthsBetween(startsOn, endsOn).map((month) => {
    const periodStart = month < startsOn ? startsOn : month
    const periodEnd = monthEnd(month) > endsOn ? endsOn : monthEnd(month)
    const days = BigInt(daysBetween(periodStart, periodEnd) + 1)
    const daysOfMonth = BigInt(daysBetween(monthStart(month), monthEnd(month)) + 1)
    return { periodStart, periodEnd, weight: (MONTH * days) / daysOfMonth }
  })
  const whole = spans.reduce((sum, span) => sum + span.weight, 0n)
  let left = price.minor
  return spans.map(({ periodStart, periodEnd, weight }, index) => {
    const minor = index === spans.length - 1 ? left : prorate(price, weight, whole).minor
    left -= minor
    return { periodStart, periodEnd, amount: { minor, currency: price.currency } }
  })
}

/**
 * The day revenue of a period is dated when a month is recognised: its own last day, or the last day of that month for
 * a period that ended earlier and was left out then.
 */
export function recognisedOn(periodEnd: PlainDate, month: PlainDate): PlainDate {
  return periodEnd >= monthStart(month) ? periodEnd : monthEnd(month)
}
