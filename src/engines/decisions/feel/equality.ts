import { compareDates, FeelDate } from './day.ts'
import { DaysTime, YearsMonths } from './duration.ts'
import { compareNumbers, Num } from './number.ts'
import { dateNanoseconds, FeelDateTime, FeelTime } from './temporal.ts'
import { isContext, isList, Range, type Value } from './value.ts'
import { formatZone } from './zone.ts'

/**
 * FEEL `=` (DMN table 42): null equals only null; values of different types answer null, not false.
 * A zoned and a zone-less moment are never equal. Times and moments are equal when they lie in the same second, since
 * FEEL counts them in whole seconds; their order, and what is the same to `is`, goes by the nanosecond.
 */
export function equals(a: Value, b: Value): boolean | null {
  if (a === b) return true
  if (a === null || b === null) return false
  if (typeof a === 'string' || typeof a === 'boolean') return typeof a === typeof b ? false : null
  if (a instanceof Num) return b instanceof Num ? compareNumbers(a, b) === 0 : null
  if (isList(a)) return isList(b) ? listsEqual(a, b) : null
  if (isContext(a)) return isContext(b) ? contextsEqual(a, b) : null
  if (a instanceof Range) return b instanceof Range ? rangesEqual(a, b) : null
  if (a instanceof FeelTime || a instanceof FeelDateTime) {
    if (b === null || typeof b !== 'object' || a.constructor !== b.constructor) return null
    const other = b as FeelTime | FeelDateTime
    if ((a.zone === null) !== (other.zone === null)) return false
    return wholeSeconds(a) === wholeSeconds(other)
  }
  const order = compare(a, b)
  return order === null ? null : order === 0
}

const SECOND = 1_000_000_000n

/** The second a moment lies in, before 1970 too. */
function wholeSeconds({ nanoseconds }: FeelTime | FeelDateTime): bigint {
  const rest = nanoseconds % SECOND
  return (nanoseconds - rest) / SECOND - (rest < 0n ? 1n : 0n)
}

function listsEqual(a: readonly Value[], b: readonly Value[]): boolean | null {
  if (a.length !== b.length) return false
  return all(a.map((element, i) => equals(element, b[i] ?? null)))
}

function contextsEqual(a: ReadonlyMap<string, Value>, b: ReadonlyMap<string, Value>): boolean | null {
  if (a.size !== b.size) return false
  const results: (boolean | null)[] = []
  for (const [key, value] of a) {
    const other = b.get(key)
    if (other === undefined) return false
    results.push(equals(value, other))
  }
  return all(results)
}

function rangesEqual(a: Range, b: Range): boolean | null {
  if (a.startIncluded !== b.startIncluded || a.endIncluded !== b.endIncluded) return false
  if (a.outside !== b.outside) return false
  return all([equals(a.start, b.start), equals(a.end, b.end)])
}

function all(results: readonly (boolean | null)[]): boolean | null {
  if (results.includes(false)) return false
  return results.includes(null) ? null : true
}

/** The order of two values: negative, zero or positive; null when FEEL defines none. Strings by code point. */
export function compare(a: Value, b: Value): number | null {
  if (a instanceof Num) return b instanceof Num ? compareNumbers(a, b) : null
  if (typeof a === 'string') return typeof b === 'string' ? compareStrings(a, b) : null
  if (a instanceof FeelDate) return b instanceof FeelDate ? compareDates(a, b) : null
  if (a instanceof FeelDateTime) return b instanceof FeelDateTime ? compareMoments(a, b) : null
  if (a instanceof FeelTime) return b instanceof FeelTime ? compareMoments(a, b) : null
  if (a instanceof YearsMonths) return b instanceof YearsMonths ? a.months - b.months : null
  if (a instanceof DaysTime)
    return b instanceof DaysTime ? compareBigints(a.nanoseconds, b.nanoseconds) : null
  return null
}

function compareMoments(a: FeelTime | FeelDateTime, b: FeelTime | FeelDateTime): number | null {
  if ((a.zone === null) !== (b.zone === null)) return null
  return compareBigints(a.nanoseconds, b.nanoseconds)
}

function compareBigints(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** JavaScript compares UTF-16 units; a surrogate pair must sort behind U+FFFF. */
function compareStrings(a: string, b: string): number {
  if (a === b) return 0
  for (let i = 0; i < a.length && i < b.length; ) {
    const x = a.codePointAt(i) ?? 0
    const y = b.codePointAt(i) ?? 0
    if (x !== y) return x - y
    i += x > 0xffff ? 2 : 1
  }
  return a.length - b.length
}

/** `is(a, b)`: as `isSame`; a moment in a region is none at an offset or in another region, even where these agree. */
export function isIdentical(a: Value, b: Value): boolean {
  const moments = isMoment(a) && isMoment(b)
  return isSame(a, b) && (!moments || formatZone(a.zone) === formatZone(b.zone))
}

function isMoment(value: Value): value is FeelTime | FeelDateTime {
  return value instanceof FeelTime || value instanceof FeelDateTime
}

/**
 * Whether lists and orders of values take two for one, never null. A moment told at another offset is another one; by
 * which region the offset is named does not count.
 */
export function isSame(a: Value, b: Value): boolean {
  if (a instanceof FeelTime && b instanceof FeelTime) return sameOffset(a, b) && a.wall.equals(b.wall)
  if (a instanceof FeelDateTime && b instanceof FeelDateTime) {
    return sameOffset(a, b) && compareDates(a.date, b.date) === 0 && a.time.equals(b.time)
  }
  return equals(a, b) === true
}

function sameOffset(a: FeelTime | FeelDateTime, b: FeelTime | FeelDateTime): boolean {
  return (a.zone === null) === (b.zone === null) && a.offset === b.offset
}

/** Whether a value lies in a range; null when the two cannot be compared. */
export function inRange(value: Value, range: Range): boolean | null {
  if (value === null) return null
  if (range.outside) return beside(compare(value, range.start))
  const low = range.start === null ? true : beyond(compare(value, range.start), range.startIncluded)
  if (low === false) return false
  const order = range.end === null ? null : compare(value, range.end)
  const high = range.end === null ? true : beyond(order === null ? null : -order, range.endIncluded)
  if (high === false) return false
  return low === null || high === null ? null : true
}

function beside(order: number | null): boolean | null {
  return order === null ? null : order !== 0
}

function beyond(order: number | null, included: boolean): boolean | null {
  return order === null ? null : order > 0 || (included && order === 0)
}

/** Midnight UTC of a date, for the arithmetic that mixes dates with moments. */
export function momentOf(value: FeelDate | FeelDateTime): bigint {
  return value instanceof FeelDateTime ? value.nanoseconds : dateNanoseconds(value)
}
