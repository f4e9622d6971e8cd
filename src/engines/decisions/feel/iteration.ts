import { FeelDate, fromEpochDay } from './day.ts'
import { Num, ONE, wholeNumber } from './number.ts'
import { isList, Range, type Value } from './value.ts'

/**
 * The values of an iteration: the elements of a list, a whole-number or date range, or `from..to` in either direction.
 * Null when nothing can be iterated. Ranges are walked one by one, so that a huge one costs only what is used.
 */
export function iterate(from: Value, to: Value | undefined): Iterable<Value> | null {
  if (to !== undefined) return between(from, to, true, true)
  if (isList(from)) return from
  if (from instanceof Range) return between(from.start, from.end, from.startIncluded, from.endIncluded)
  return from === null ? null : [from]
}

function between(
  from: Value,
  to: Value,
  startIncluded: boolean,
  endIncluded: boolean,
): Iterable<Value> | null {
  if (from instanceof Num && to instanceof Num) {
    if (wholeNumber(from) === null || wholeNumber(to) === null) return null
    return numbers(from, to, startIncluded, endIncluded)
  }
  if (from instanceof FeelDate && to instanceof FeelDate) {
    return days(from, to, startIncluded, endIncluded)
  }
  return null
}

function* numbers(from: Num, to: Num, startIncluded: boolean, endIncluded: boolean): Iterable<Value> {
  const step = from.lte(to) ? ONE : ONE.neg()
  for (
    let at = startIncluded ? from : from.plus(step);
    step.isPositive() ? at.lte(to) : at.gte(to);
    at = at.plus(step)
  ) {
    if (!endIncluded && at.eq(to)) return
    yield at
  }
}

function* days(from: FeelDate, to: FeelDate, startIncluded: boolean, endIncluded: boolean): Iterable<Value> {
  const last = to.epochDay
  const step = from.epochDay <= last ? 1 : -1
  let at = startIncluded ? from.epochDay : from.epochDay + step
  for (; (at - last) * step <= 0; at += step) {
    if (!endIncluded && at === last) return
    yield fromEpochDay(at)
  }
}
