import { FeelDate, plusMonths as plusMonthsOf } from './day.ts'
import { DaysTime, daysTime, nanosecondsOf, secondsOf, YearsMonths, yearsMonths } from './duration.ts'
import { momentOf } from './equality.ts'
import { finite, Num } from './number.ts'
import { dateTimeAt, FeelDateTime, FeelTime, timeAt } from './temporal.ts'
import type { Value } from './value.ts'

/** The arithmetic of DMN tables 50 to 54. Undefined: the operator does not take these types; null: there is no result. */
export type Operation = (a: Value, b: Value) => Value | undefined

export const add: Operation = (a, b) => {
  if (a instanceof Num) return b instanceof Num ? finite(a.plus(b)) : undefined
  if (typeof a === 'string') return typeof b === 'string' ? a + b : undefined
  if (a instanceof YearsMonths) {
    return b instanceof YearsMonths ? yearsMonths(a.months + b.months) : plusDuration(b, a, 1)
  }
  if (a instanceof DaysTime) {
    return b instanceof DaysTime ? daysTime(a.nanoseconds + b.nanoseconds) : plusDuration(b, a, 1)
  }
  return plusDuration(a, b, 1)
}

export const subtract: Operation = (a, b) => {
  if (a instanceof Num) return b instanceof Num ? finite(a.minus(b)) : undefined
  if (a instanceof YearsMonths) return b instanceof YearsMonths ? yearsMonths(a.months - b.months) : undefined
  if (a instanceof DaysTime)
    return b instanceof DaysTime ? daysTime(a.nanoseconds - b.nanoseconds) : undefined
  if (b instanceof YearsMonths || b instanceof DaysTime) return plusDuration(a, b, -1)
  return difference(a, b)
}

export const multiply: Operation = (a, b) => {
  if (a instanceof Num) return b instanceof Num ? finite(a.times(b)) : scale(b, a)
  return b instanceof Num ? scale(a, b) : undefined
}

export const divide: Operation = (a, b) => {
  if (a instanceof Num) return b instanceof Num ? (b.isZero() ? null : finite(a.div(b))) : undefined
  if (a instanceof YearsMonths && b instanceof YearsMonths) {
    return b.months === 0 ? null : finite(new Num(a.months).div(b.months))
  }
  if (a instanceof DaysTime && b instanceof DaysTime) {
    return b.nanoseconds === 0n ? null : finite(secondsOf(a).div(secondsOf(b)))
  }
  if (!(b instanceof Num)) return undefined
  if (b.isZero()) return a instanceof YearsMonths || a instanceof DaysTime ? null : undefined
  if (a instanceof YearsMonths) return wholeMonths(new Num(a.months).div(b))
  if (a instanceof DaysTime) return duration(secondsOf(a).div(b))
  return undefined
}

export const power: Operation = (a, b) =>
  a instanceof Num && b instanceof Num ? finite(a.pow(b)) : undefined

export function negate(a: Value): Value | undefined {
  if (a instanceof Num) return finite(a.neg())
  if (a instanceof YearsMonths) return yearsMonths(-a.months)
  if (a instanceof DaysTime) return daysTime(-a.nanoseconds)
  return undefined
}

function scale(a: Value, by: Num): Value | undefined {
  if (a instanceof YearsMonths) return wholeMonths(by.times(a.months))
  if (a instanceof DaysTime) return duration(secondsOf(a).times(by))
  return undefined
}

/** A part of a month is cut off, towards zero. */
function wholeMonths(months: Num): Value {
  return yearsMonths(months.trunc().toNumber())
}

function duration(seconds: Num): Value {
  return seconds.isFinite() ? daysTime(nanosecondsOf(seconds)) : null
}

/** Moment plus duration. Days and time are exact seconds, also across daylight saving; months keep the wall clock. */
function plusDuration(a: Value, b: Value, sign: 1 | -1): Value | undefined {
  if (b instanceof YearsMonths) return plusMonths(a, b.months * sign)
  if (!(b instanceof DaysTime)) return undefined
  const by = sign === 1 ? b.nanoseconds : -b.nanoseconds
  if (a instanceof FeelTime) return timeAt(wallOf(a) + by, a.zone)
  if (a instanceof FeelDateTime) return dateTimeAt(a.nanoseconds + by, a.zone)
  if (!(a instanceof FeelDate)) return undefined
  return dateTimeAt(momentOf(a) + by, null)?.date ?? null
}

function wallOf(time: FeelTime): bigint {
  return time.nanoseconds + BigInt(time.offset ?? 0) * 1_000_000_000n
}

/** A day that the month does not have becomes its last day. */
function plusMonths(a: Value, months: number): Value | undefined {
  if (a instanceof FeelDate) return plusMonthsOf(a, months)
  if (!(a instanceof FeelDateTime)) return undefined
  const date = plusMonthsOf(a.date, months)
  return date === null ? null : new FeelDateTime(date, a.time, a.zone)
}

/** The time between two moments; a moment with a zone and one without have none. */
function difference(a: Value, b: Value): Value | undefined {
  if (a instanceof FeelTime && b instanceof FeelTime) {
    return (a.zone === null) === (b.zone === null) ? daysTime(a.nanoseconds - b.nanoseconds) : null
  }
  if (!isDay(a) || !isDay(b)) return undefined
  if (isZoned(a) !== isZoned(b)) return null
  return daysTime(momentOf(a) - momentOf(b))
}

/** A date is midnight UTC, so it has a zone. */
function isZoned(value: FeelDate | FeelDateTime): boolean {
  return value instanceof FeelDate || value.zone !== null
}

function isDay(value: Value): value is FeelDate | FeelDateTime {
  return value instanceof FeelDate || value instanceof FeelDateTime
}
