import { FeelDate, fromEpochDay, makeDate, YEAR_MAX } from './day.ts'
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
    return this.zone === null ? null : offsetAt(this.zone, EPOCH, this.wall)
  }
}

/** FEEL `date and time`: a wall-clock moment with no zone, an offset or a region. */
export class FeelDateTime {
  readonly date: FeelDate
  readonly time: Temporal.PlainTime
  readonly zone: Zone | null
  constructor(date: FeelDate, time: Temporal.PlainTime, zone: Zone | null) {
    this.date = date
    this.time = time
    this.zone = zone
  }
  toString(): string {
    return `${this.date.toString()}T${this.time.toString()}${formatZone(this.zone)}`
  }
  /** Nanoseconds since 1970; a moment without zone counts as UTC, so that two of them compare. */
  get nanoseconds(): bigint {
    return dateNanoseconds(this.date) + wallNanoseconds(this.time) - BigInt(this.offset ?? 0) * 1_000_000_000n
  }
  get offset(): number | null {
    return this.zone === null ? null : offsetAt(this.zone, this.date, this.time)
  }
}

const EPOCH = new FeelDate(1970, 1, 1)
const MIDNIGHT = new Temporal.PlainTime()
const DAY = 86_400_000_000_000n

export function wallNanoseconds(time: Temporal.PlainTime): bigint {
  const seconds = time.hour * 3600 + time.minute * 60 + time.second
  return (
    BigInt(seconds) * 1_000_000_000n +
    BigInt(time.millisecond * 1e6 + time.microsecond * 1e3 + time.nanosecond)
  )
}

/** The moment of a date, midnight UTC, as DMN 10.3.2.3.5 counts dates. */
export function dateNanoseconds(date: FeelDate): bigint {
  return BigInt(date.epochDay) * DAY
}

/** The wall clock of a zone at a moment; null beyond the calendar. */
export function dateTimeAt(epochNanoseconds: bigint, zone: Zone | null): FeelDateTime | null {
  const shift = zone === null ? 0 : offsetAtInstant(zone, epochNanoseconds)
  const wall = epochNanoseconds + BigInt(shift) * 1_000_000_000n
  const inDay = ((wall % DAY) + DAY) % DAY
  const date = fromEpochDay(Number((wall - inDay) / DAY))
  return Math.abs(date.year) > YEAR_MAX ? null : new FeelDateTime(date, clockAt(inDay), zone)
}

/** The time of day so many nanoseconds behind midnight. */
function clockAt(inDay: bigint): Temporal.PlainTime {
  return MIDNIGHT.add({ nanoseconds: Number(inDay) })
}

export function timeAt(nanosecondsOfDay: bigint, zone: Zone | null): FeelTime {
  return new FeelTime(clockAt(((nanosecondsOfDay % DAY) + DAY) % DAY), zone)
}

const DATE = /^(-)?([1-9]\d{4,8}|\d{4})-(\d{2})-(\d{2})$/
const TIME = /^(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,30}))?(Z|z|[+-]\d{2}:\d{2}(?::\d{2})?|@[^@\s]+)?$/

export function parseDate(text: string): FeelDate | null {
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
    return date === null ? null : new FeelDateTime(date, MIDNIGHT, null)
  }
  const date = parseDate(text.slice(0, at))
  const time = parseTime(text.slice(at + 1))
  return date === null || time === null ? null : combine(date, time)
}

export function combine(date: FeelDate, time: FeelTime): FeelDateTime {
  return new FeelDateTime(date, time.wall, time.zone)
}

export function dateAtMidnight(date: FeelDate, zone: Zone | null): FeelDateTime {
  return new FeelDateTime(date, MIDNIGHT, zone)
}

/** A wall-clock moment of Temporal as FEEL's. */
export function fromPlain(wall: Temporal.PlainDateTime, zone: Zone | null): FeelDateTime {
  return new FeelDateTime(fromPlainDate(wall.toPlainDate()), wall.toPlainTime(), zone)
}

export function fromPlainDate({ year, month, day }: Temporal.PlainDate): FeelDate {
  return new FeelDate(year, month, day)
}
