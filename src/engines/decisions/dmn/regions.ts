import type { TestShape } from '../feel/compile-tests.ts'
import { FeelDate, plusDays } from '../feel/day.ts'
import { DaysTime, daysTime, YearsMonths, yearsMonths } from '../feel/duration.ts'
import { compare, isSame } from '../feel/equality.ts'
import { literal } from '../feel/format.ts'
import { Num } from '../feel/number.ts'
import { Run } from '../feel/run.ts'
import { dateTimeAt, FeelDateTime, FeelTime, timeAt } from '../feel/temporal.ts'
import { conforms } from '../feel/type.ts'
import { typeName, type Value } from '../feel/value.ts'
import type { ColumnCheck } from './boxes.ts'
import { enumerationOf } from './item-types.ts'

/** Inputs of one column that no cell of it tells apart: one of them, and how they are told to people. */
export interface Region {
  /** Undefined where no cell looks at the input, so that any value is one of them. */
  readonly example: Value | undefined
  readonly text: string
}

const ANYTHING: Region = { example: undefined, text: 'anything' }

/**
 * The regions of a column, made by the values and the ends of ranges in its cells. The values it may have are those
 * of its type and of its input values; null is left out, for it stands for an input that is not there.
 */
export function regionsOf(column: ColumnCheck, shapes: readonly TestShape[]): readonly Region[] {
  const points = pointsOf(shapes)
  if (points.length === 0) return [ANYTHING]
  const listed = column.allowed?.enumeration ?? enumerationOf(column.type)
  if (listed !== undefined) return listed.filter((value) => value !== null).map(region)
  const hasRanges = (type: string) =>
    shapes.some((s) => s.kind === 'range' && typeName(s.range.start ?? s.range.end) === type)
  const byType = Map.groupBy(points, (value) => typeName(value))
  const regions = [...byType].flatMap(([type, values]) => {
    if (type === 'boolean') return [region(true), region(false)]
    if (type === 'string' && !hasRanges(type)) return [...values.map(region), otherText(values)]
    return compare(values[0] ?? null, values[0] ?? null) === null ? values.map(region) : around(values)
  })
  return regions.filter(({ example }) => example !== undefined && isPossible(column, example))
}

function isPossible({ type, allowed }: ColumnCheck, value: Value): boolean {
  const run = new Run({ now: Temporal.Instant.fromEpochMilliseconds(0), zone: 'UTC' })
  if (type !== undefined && !conforms(value, type, run)) return false
  return allowed === undefined || allowed.allows(value, run)
}

/** The different values that cells name, alone or as an end of a range. */
function pointsOf(shapes: readonly TestShape[]): readonly Exclude<Value, null>[] {
  const named = shapes.flatMap((shape) => {
    if (shape.kind === 'value') return [shape.value]
    return shape.kind === 'range' ? [shape.range.start, shape.range.end] : []
  })
  const seen = new Map<string, Exclude<Value, null>>()
  for (const value of named) if (value !== null) seen.set(`${typeName(value)} ${literal(value)}`, value)
  return [...seen.values()]
}

const region = (value: Value): Region => ({ example: value, text: literal(value) })

function otherText(values: readonly Value[]): Region {
  let example = 'other'
  while (values.includes(example)) example += ' still'
  return { example, text: 'another text' }
}

/** The points of an ordered type, what lies between them, before the first and behind the last. */
function around(values: readonly Value[]): readonly Region[] {
  const points = values
    .toSorted((a, b) => compare(a, b) ?? 0)
    .filter((v, i, all) => !isSame(v, all[i - 1] ?? null))
  const regions: Region[] = []
  const add = (example: Value, low: Value, high: Value, text: string) => {
    const above = low === null || (compare(example, low) ?? 0) > 0
    const below = high === null || (compare(example, high) ?? 0) < 0
    // There is no day between two days that follow each other.
    if (example !== null && above && below) regions.push({ example, text })
  }
  points.forEach((point, i) => {
    const next = points[i + 1] ?? null
    if (i === 0) add(moved(point, -1), null, point, `< ${literal(point)}`)
    regions.push(region(point))
    if (next === null) add(moved(point, 1), point, null, `> ${literal(point)}`)
    else add(midway(point, next), point, next, `(${literal(point)}..${literal(next)})`)
  })
  return regions
}

/** A value a step before (-1) or behind (1) another one of its type; null where there is none. */
function moved(value: Value, by: 1 | -1): Value {
  if (value instanceof Num) return value.plus(by)
  if (value instanceof FeelDate) return plusDays(value, by)
  if (value instanceof YearsMonths) return yearsMonths(value.months + by)
  if (value instanceof DaysTime) return daysTime(value.nanoseconds + BigInt(by) * SECOND)
  if (value instanceof FeelDateTime) return dateTimeAt(value.nanoseconds + BigInt(by) * SECOND, value.zone)
  if (value instanceof FeelTime) return timeAt(wallOf(value) + BigInt(by) * SECOND, value.zone)
  if (typeof value !== 'string') return null
  return by === 1 ? `${value}z` : ''
}

/** A value between two of one type; it may be one of them where nothing lies between. */
function midway(low: Value, high: Value): Value {
  if (low instanceof Num && high instanceof Num) return low.plus(high).div(2)
  if (low instanceof YearsMonths && high instanceof YearsMonths) {
    return yearsMonths(Math.trunc((low.months + high.months) / 2))
  }
  if (low instanceof DaysTime && high instanceof DaysTime) {
    return daysTime((low.nanoseconds + high.nanoseconds) / 2n)
  }
  if (low instanceof FeelDateTime && high instanceof FeelDateTime) {
    return dateTimeAt((low.nanoseconds + high.nanoseconds) / 2n, low.zone)
  }
  return moved(low, 1)
}

const SECOND = 1_000_000_000n

function wallOf(time: FeelTime): bigint {
  return time.nanoseconds + BigInt(time.offset ?? 0) * SECOND
}
