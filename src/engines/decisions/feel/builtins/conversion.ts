import { type FeelDate, makeDate, monthsFrom } from '../day.ts'
import { type DaysTime, parseDuration, yearsMonths } from '../duration.ts'
import { formatValue } from '../format.ts'
import { type Num, parseNumber, wholeNumber } from '../number.ts'
import {
  combine,
  dateTimeAt,
  FeelDateTime,
  FeelTime,
  makeTime,
  parseDate,
  parseDateTime,
  parseTime,
} from '../temporal.ts'
import type { Value } from '../value.ts'
import { parseZone, regionZone, type Zone } from '../zone.ts'
import {
  any,
  date,
  dateTime,
  day,
  daysAndTime,
  define,
  duration,
  number,
  type Overload,
  one,
  optional,
  orNull,
  text,
  time,
} from './define.ts'

/** A string of ISO 8601 as the temporal value it spells; null when it spells none. */
export function parseTemporal(from: string): Value {
  if (/^-?P/.test(from)) return parseDuration(from)
  // A region such as `@Etc/GMT` has a T of its own.
  if (/^[^@]*T/.test(from)) return parseDateTime(from)
  return parseDate(from) ?? parseTime(from)
}

const UTC: Zone = { offset: 0 }

function timeOf(hour: Num, minute: Num, second: Num, zone: Zone | null): FeelTime | null {
  const h = wholeNumber(hour)
  const m = wholeNumber(minute)
  if (h === null || m === null || second.isNegative()) return null
  const [whole, fraction] = second.toFixed().split('.')
  return makeTime(h, m, Number(whole), fraction ?? '', zone)
}

function dateOf(year: Num, month: Num, dayOfMonth: Num): FeelDate | null {
  const parts = [wholeNumber(year), wholeNumber(month), wholeNumber(dayOfMonth)]
  const [y, m, d] = parts
  return y == null || m == null || d == null ? null : makeDate(y, m, d)
}

function offsetOf(offset: DaysTime | null | undefined): Zone | null | undefined {
  if (offset == null) return null
  return parseZone(secondsAsOffset(Number(offset.nanoseconds / 1_000_000_000n)))
}

function secondsAsOffset(seconds: number): string {
  const size = Math.abs(seconds)
  const part = (n: number) => String(Math.trunc(n)).padStart(2, '0')
  return `${seconds < 0 ? '-' : '+'}${part(size / 3600)}:${part((size % 3600) / 60)}:${part(size % 60)}`
}

/** A date and time from its numbers; undefined zone: the offset or region does not exist. */
function moment(d: FeelDate | null, t: FeelTime | null): Value {
  return d === null || t === null ? null : combine(d, t)
}

/** Reads a number with the separators of a country; the two must differ and be of those the standard knows. */
function numberWith(from: string, grouping: string | null, decimal: string | null): Value {
  if (grouping !== null && ![' ', ',', '.'].includes(grouping)) return null
  if (decimal !== null && ![',', '.'].includes(decimal)) return null
  if (grouping !== null && grouping === decimal) return null
  const plain = grouping === null ? from : from.replaceAll(grouping, '')
  return parseNumber(decimal === null ? plain : plain.replace(decimal, '.'))
}

const moments: readonly Overload[] = [
  define('date', [one('from', text)], (_, from) => parseDate(from)),
  define('date', [one('from', day)], (_, from) => from),
  define('date', [one('year', number), one('month', number), one('day', number)], (_, y, m, d) =>
    dateOf(y, m, d),
  ),
  define('time', [one('from', text)], (_, from) => parseTime(from)),
  define('time', [one('from', time)], (_, from) => from),
  define('time', [one('from', dateTime)], (_, from) => new FeelTime(from.time, from.zone)),
  define('time', [one('from', date)], () => makeTime(0, 0, 0, '', UTC)),
  define(
    'time',
    [
      one('hour', number),
      one('minute', number),
      one('second', number),
      optional('offset', orNull(daysAndTime)),
    ],
    (_, h, m, s, offset) => {
      const zone = offsetOf(offset)
      return zone === undefined ? null : timeOf(h, m, s, zone)
    },
  ),
  define('date and time', [one('from', text)], (_, from) => parseDateTime(from)),
  define('date and time', [one('from', dateTime)], (_, from) => from),
  define('date and time', [one('from', date)], (_, from) => moment(from, makeTime(0, 0, 0, '', UTC))),
  define('date and time', [one('date', day), one('time', time)], (_, d, t) => combine(d, t)),
  define('date and time', [one('date', dateTime), one('timezone', text)], (_, from, zone) =>
    inZone(from, zone),
  ),
  define(
    'date and time',
    [
      one('year', number),
      one('month', number),
      one('day', number),
      one('hour', number),
      one('minute', number),
      one('second', number),
      optional('offset', orNull(daysAndTime)),
    ],
    (_, y, mo, d, h, mi, s, offset) => {
      const zone = offsetOf(offset)
      return zone === undefined ? null : moment(dateOf(y, mo, d), timeOf(h, mi, s, zone))
    },
  ),
  define(
    'date and time',
    [
      one('year', number),
      one('month', number),
      one('day', number),
      one('hour', number),
      one('minute', number),
      one('second', number),
      one('timezone', text),
    ],
    (_, y, mo, d, h, mi, s, region) => {
      const zone = regionZone(region)
      return zone === undefined ? null : moment(dateOf(y, mo, d), timeOf(h, mi, s, zone))
    },
  ),
]

/** The same moment told in another zone; a moment without zone is placed in it. */
function inZone(from: FeelDateTime, name: string): Value {
  const zone = regionZone(name)
  if (zone === undefined || !('region' in zone)) return null
  if (from.zone === null) return new FeelDateTime(from.date, from.time, zone)
  return dateTimeAt(from.nanoseconds, zone)
}

/** Whole months between two days, towards zero. */
function monthsBetween(from: FeelDate, to: FeelDate): Value {
  return yearsMonths(monthsFrom(from, to))
}

const values: readonly Overload[] = [
  define('duration', [one('from', text)], (_, from) => parseDuration(from)),
  define('duration', [one('from', duration)], (_, from) => from),
  define('years and months duration', [one('from', day), one('to', day)], (_, from, to) =>
    monthsBetween(from, to),
  ),
  define('string', [one('from', any)], (run, from) => {
    const result = formatValue(from, run.limits.characters)
    return result === null ? null : run.text(result)
  }),
  define('number', [one('from', number)], (_, from) => from),
  define('number', [one('from', text)], (_, from) => parseNumber(from)),
  define(
    'number',
    [one('from', text), one('grouping separator', orNull(text)), one('decimal separator', orNull(text))],
    (_, from, grouping, decimal) => numberWith(from, grouping, decimal),
  ),
  // Camunda
  define('number', [one('from', text), one('grouping separator', orNull(text))], (_, from, grouping) =>
    numberWith(from, grouping, null),
  ),
]

export const conversion: readonly Overload[] = [...moments, ...values]
