import { formatZone, offsetAt, offsetAtInstant, parseZone, type Zone } from './zone.ts'

/** FEEL `time`: a time of day with no zone, an offset or a region. */
export class FeelTime {
  readonly wall: Temporal.PlainTime
  readonly zone: Zone | null
  constructor(wall: Temporal.PlainTime, zone: Zone | null) {
    this.wall = wall
    this.zone = zone
  }
  toString(): string {
    return this.wall.toString() + formatZone(this.zone)
  }
  /** Nanoseconds after midnight, in UTC where there is a zone. A region counts with its offset of 1 January 1970. */
  get nanoseconds(): bigint {
    const own = wallNanoseconds(this.wall)
    return this.zone === null ? own : own - BigInt(this.offset ?? 0) * 1_000_000_000n
  }
  get offset(): number | null {
    return this.zone === null ? null : offsetAt(this.zone, EPOCH.toPlainDateTime(this.wall))
  }
}

/** FEEL `date and time`: a wall-clock moment with no zone, an offset or a region. */
export class FeelDateTime {
  readonly wall: Temporal.PlainDateTime
  readonly zone: Zone | null
  constructor(wall: Temporal.PlainDateTime, zone: Zone | null) {
    this.wall = wall
    this.zone = zone
  }
  toString(): string {
    return `${formatDate(this.wall)}T${this.wall.toPlainTime().toString()}${formatZone(this.zone)}`
  }
  /** Nanoseconds since 1970; a moment without zone counts as UTC, so that two of them compare. */
  get nanoseconds(): bigint {
    return dateTimeNanoseconds(this.wall) - BigInt(this.offset ?? 0) * 1_000_000_000n
  }
  get offset(): number | null {
    return this.zone === null ? null : offsetAt(this.zone, this.wall)
  }
}

export const EPOCH = new Temporal.PlainDate(1970, 1, 1)
const MIDNIGHT = new Temporal.PlainTime()

export function wallNanoseconds(time: Temporal.PlainTime): bigint {
  const seconds = time.hour * 3600 + time.minute * 60 + time.second
  return (
    BigInt(seconds) * 1_000_000_000n +
    BigInt(time.millisecond * 1e6 + time.microsecond * 1e3 + time.nanosecond)
  )
}

export function dateTimeNanoseconds(wall: Temporal.PlainDateTime): bigint {
  return wall.toZonedDateTime('UTC').epochNanoseconds
}

/** The moment of a date, midnight UTC, as DMN 10.3.2.3.5 counts dates. */
export function dateNanoseconds(date: Temporal.PlainDate): bigint {
  return dateTimeNanoseconds(date.toPlainDateTime(MIDNIGHT))
}

/** The wall clock of a zone at a moment; null beyond the calendar. */
export function dateTimeAt(epochNanoseconds: bigint, zone: Zone | null): FeelDateTime | null {
  try {
    const shift = zone === null ? 0 : offsetAtInstant(zone, epochNanoseconds)
    const shifted = new Temporal.Instant(epochNanoseconds + BigInt(shift) * 1_000_000_000n)
    return new FeelDateTime(shifted.toZonedDateTimeISO('UTC').toPlainDateTime(), zone)
  } catch {
    return null
  }
}

export function timeAt(nanosecondsOfDay: bigint, zone: Zone | null): FeelTime {
  const day = 86_400_000_000_000n
  const n = ((nanosecondsOfDay % day) + day) % day
  return new FeelTime(MIDNIGHT.add({ nanoseconds: Number(n) }), zone)
}

/** `2020-02-29`; years above 9999 and below 0 without the plus sign and padding that ISO 8601 wants. */
export function formatDate(date: Temporal.PlainDate | Temporal.PlainDateTime): string {
  const part = (n: number) => String(n).padStart(2, '0')
  const year = String(Math.abs(date.year)).padStart(4, '0')
  return `${date.year < 0 ? '-' : ''}${year}-${part(date.month)}-${part(date.day)}`
}

const DATE = /^(-)?([1-9]\d{4,8}|\d{4})-(\d{2})-(\d{2})$/
const TIME = /^(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,30}))?(Z|z|[+-]\d{2}:\d{2}(?::\d{2})?|@[^@\s]+)?$/

export function makeDate(year: number, month: number, day: number): Temporal.PlainDate | null {
  try {
    return new Temporal.PlainDate(year, month, day)
  } catch {
    return null
  }
}

export function parseDate(text: string): Temporal.PlainDate | null {
  const match = DATE.exec(text)
  if (match === null) return null
  const year = Number(match[2])
  return makeDate(match[1] === '-' ? -year : year, Number(match[3]), Number(match[4]))
}

export function parseTime(text: string): FeelTime | null {
  const match = TIME.exec(text)
  if (match === null) return null
  const zone = match[5] === undefined ? null : parseZone(match[5])
  if (zone === undefined) return null
  return makeTime(Number(match[1]), Number(match[2]), Number(match[3]), match[4] ?? '', zone)
}

/** A time of day; `fraction` holds the digits behind the decimal point, of which nine count. */
export function makeTime(
  hour: number,
  minute: number,
  second: number,
  fraction: string,
  zone: Zone | null,
): FeelTime | null {
  const digits = fraction.slice(0, 9).padEnd(9, '0')
  try {
    const wall = new Temporal.PlainTime(
      hour,
      minute,
      second,
      Number(digits.slice(0, 3)),
      Number(digits.slice(3, 6)),
      Number(digits.slice(6, 9)),
    )
    return new FeelTime(wall, zone)
  } catch {
    return null
  }
}

/** Reads a date and time; a date alone is its midnight. */
export function parseDateTime(text: string): FeelDateTime | null {
  const at = text.indexOf('T')
  if (at < 0) {
    const date = parseDate(text)
    return date === null ? null : new FeelDateTime(date.toPlainDateTime(MIDNIGHT), null)
  }
  const date = parseDate(text.slice(0, at))
  const time = parseTime(text.slice(at + 1))
  return date === null || time === null ? null : combine(date, time)
}

export function combine(date: Temporal.PlainDate, time: FeelTime): FeelDateTime | null {
  try {
    return new FeelDateTime(date.toPlainDateTime(time.wall), time.zone)
  } catch {
    return null
  }
}

export function dateAtMidnight(date: Temporal.PlainDate, zone: Zone | null): FeelDateTime {
  return new FeelDateTime(date.toPlainDateTime(MIDNIGHT), zone)
}
