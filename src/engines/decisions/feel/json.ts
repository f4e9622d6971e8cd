import type { Json } from '#kernel/contract.ts'
import { DecisionError } from '../decision-error.ts'
import { FeelDate } from './day.ts'
import { DaysTime, parseDuration, YearsMonths } from './duration.ts'
import { literal } from './format.ts'
import { finite, formatNumber, Num, rounded } from './number.ts'
import { FeelDateTime, FeelTime, fromPlain, fromPlainDate, parseDateTime } from './temporal.ts'
import { FeelFunction, isContext, isList, Range, type Value } from './value.ts'
import { parseZone } from './zone.ts'

/** Deepest nesting of a value that comes from or goes to JSON. */
const DEPTH_MAX = 100

/**
 * A JSON value as a FEEL value: numbers become decimals of the digits JSON prints, objects contexts, arrays lists.
 * Strings stay strings; `date("...")` or a typed input makes dates of them. Temporal and bigint values of the
 * program itself are taken as what they are. What FEEL has no value for (undefined, NaN, functions) is refused.
 */
export function fromJson(json: unknown, depth = 0): Value {
  switch (typeof json) {
    case 'string':
    case 'boolean':
      return json
    case 'number':
    case 'bigint':
      return numberFrom(json)
    case 'undefined':
      return null
    case 'object':
      return json === null ? null : objectFrom(json, depth)
    default:
      throw unsupported(json)
  }
}

function numberFrom(json: number | bigint): Value {
  const value = finite(rounded(new Num(typeof json === 'bigint' ? json.toString() : json)))
  if (value === null) throw unsupported(json)
  return value
}

function objectFrom(json: object, depth: number): Value {
  if (depth > DEPTH_MAX) {
    throw new DecisionError(
      'value_not_supported',
      `A value is nested more than ${DEPTH_MAX} deep. Flatten it.`,
    )
  }
  if (Array.isArray(json)) return json.map((element) => fromJson(element, depth + 1))
  if (isValueObject(json)) return json
  const prototype = Object.getPrototypeOf(json)
  if (prototype !== Object.prototype && prototype !== null) return temporalFrom(json)
  const context = new Map<string, Value>()
  for (const [key, value] of Object.entries(json)) {
    if (value !== undefined) context.set(key, fromJson(value, depth + 1))
  }
  return context
}

/** FEEL values that need no conversion; contexts (maps) among them come from this room only. */
function isValueObject(
  json: object,
): json is
  | Num
  | FeelTime
  | FeelDateTime
  | YearsMonths
  | DaysTime
  | Range
  | FeelFunction
  | FeelDate
  | Map<string, Value> {
  return (
    json instanceof Num ||
    json instanceof FeelDate ||
    json instanceof FeelTime ||
    json instanceof FeelDateTime ||
    json instanceof YearsMonths ||
    json instanceof DaysTime ||
    json instanceof Range ||
    json instanceof FeelFunction ||
    json instanceof Map
  )
}

function temporalFrom(json: object): Value {
  if (json instanceof Temporal.PlainTime) return new FeelTime(json, null)
  if (json instanceof Temporal.PlainDate) return fromPlainDate(json)
  if (json instanceof Temporal.PlainDateTime) return fromPlain(json, null)
  if (json instanceof Temporal.Instant) return parseDateTime(json.toString())
  if (json instanceof Temporal.ZonedDateTime) {
    const id = json.timeZoneId
    return fromPlain(json.toPlainDateTime(), id === 'UTC' ? { offset: 0 } : (parseZone(id) ?? { region: id }))
  }
  if (json instanceof Temporal.Duration) {
    const value = parseDuration(json.toString())
    if (value !== null) return value
  }
  throw unsupported(json)
}

function unsupported(json: unknown): DecisionError {
  return new DecisionError(
    'value_not_supported',
    `${String(json).slice(0, 60)} is no value of JSON. Pass null, booleans, numbers, strings, arrays and plain objects.`,
  )
}

/**
 * A FEEL value as JSON. A number that a JSON number does not hold exactly becomes a string of its decimal digits;
 * dates, times and durations become ISO 8601 strings, ranges their text. A function has no JSON and becomes null.
 */
export function toJson(value: Value): Json {
  return convert(value, { left: VALUES_MAX })
}

/** What a value holds twice is written twice, so that a small one may have a huge JSON. */
const VALUES_MAX = 2_000_000

function convert(value: Value, budget: { left: number }): Json {
  budget.left -= 1
  if (budget.left < 0) {
    const message = `A result holds more than ${VALUES_MAX} values, all repetitions counted. Give a smaller one.`
    throw new DecisionError('evaluation_too_large', message)
  }
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (value instanceof Num) return numberToJson(value)
  if (isList(value)) return value.map((element) => convert(element, budget))
  if (isContext(value)) {
    return Object.fromEntries([...value].map(([key, entry]) => [key, convert(entry, budget)]))
  }
  if (value instanceof Range) return literal(value)
  if (value instanceof FeelFunction) return null
  return value.toString()
}

function numberToJson(value: Num): number | string {
  const n = value.toNumber()
  return (value.precision() <= 15 && Math.abs(value.e) < 300) || new Num(n).eq(value)
    ? n
    : formatNumber(value)
}
