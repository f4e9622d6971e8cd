import { FeelDate } from './day.ts'
import { DAY, DaysTime, daysTime, HOUR, MINUTE, SECOND, YearsMonths } from './duration.ts'
import { Num } from './number.ts'
import { FeelDateTime, FeelTime } from './temporal.ts'
import { Range, type Value } from './value.ts'

type Reader<T> = { readonly [name: string]: (value: T) => Value }

const num = (n: number): Num => new Num(n)

const offset = (value: FeelTime | FeelDateTime): Value =>
  value.offset === null ? null : daysTime(BigInt(value.offset) * SECOND)

/** A region by its name; a fixed offset has none. */
const timezone = (value: FeelTime | FeelDateTime): Value =>
  value.zone !== null && 'region' in value.zone ? value.zone.region : null

const ofDate: Reader<FeelDate> = {
  year: (d) => num(d.year),
  month: (d) => num(d.month),
  day: (d) => num(d.day),
  weekday: (d) => num(d.dayOfWeek),
}

const ofTime: Reader<Temporal.PlainTime> = {
  hour: (t) => num(t.hour),
  minute: (t) => num(t.minute),
  second: (t) => num(t.second),
}

const ofZoned: Reader<FeelTime | FeelDateTime> = { 'time offset': offset, timezone }

const ofYearsMonths: Reader<YearsMonths> = {
  years: (d) => num(Math.trunc(d.months / 12)),
  months: (d) => num(d.months % 12),
}

const ofDaysTime: Reader<DaysTime> = {
  days: (d) => num(Number(d.nanoseconds / DAY)),
  hours: (d) => num(Number((d.nanoseconds % DAY) / HOUR)),
  minutes: (d) => num(Number((d.nanoseconds % HOUR) / MINUTE)),
  seconds: (d) => new Num((d.nanoseconds % MINUTE).toString()).div(SECOND.toString()),
}

const ofRange: Reader<Range> = {
  start: (r) => r.start,
  end: (r) => r.end,
  'start included': (r) => r.startIncluded,
  'end included': (r) => r.endIncluded,
}

/** A property of a date, time, duration or range (DMN tables 61 and 62); undefined when it has none of that name. */
export function property(value: Value, name: string): Value | undefined {
  if (value instanceof FeelDate) return read(ofDate, name, value)
  if (value instanceof FeelDateTime) {
    return read(ofDate, name, value.date) ?? read(ofTime, name, value.time) ?? read(ofZoned, name, value)
  }
  if (value instanceof FeelTime) return read(ofTime, name, value.wall) ?? read(ofZoned, name, value)
  if (value instanceof YearsMonths) return read(ofYearsMonths, name, value)
  if (value instanceof DaysTime) return read(ofDaysTime, name, value)
  if (value instanceof Range) return read(ofRange, name, value)
  return undefined
}

function read<T>(readers: Reader<T>, name: string, value: T): Value | undefined {
  return Object.hasOwn(readers, name) ? readers[name]?.(value) : undefined
}
