import { type Num, Num as Number34 } from './number.ts'

/** FEEL `years and months duration`: a whole number of months, signed. */
export class YearsMonths {
  readonly months: number
  constructor(months: number) {
    this.months = months
  }
  toString(): string {
    const total = Math.abs(this.months)
    const years = Math.trunc(total / 12)
    const months = total % 12
    const sign = this.months < 0 ? '-' : ''
    if (years === 0) return `${sign}P${months}M`
    return months === 0 ? `${sign}P${years}Y` : `${sign}P${years}Y${months}M`
  }
}

/** FEEL `days and time duration`: whole nanoseconds, signed. A day is 24 hours. */
export class DaysTime {
  readonly nanoseconds: bigint
  constructor(nanoseconds: bigint) {
    this.nanoseconds = nanoseconds
  }
  toString(): string {
    const total = this.nanoseconds < 0n ? -this.nanoseconds : this.nanoseconds
    if (total === 0n) return 'PT0S'
    const days = total / DAY
    const hours = (total % DAY) / HOUR
    const minutes = (total % HOUR) / MINUTE
    const seconds = (total % MINUTE) / SECOND
    const fraction = (total % SECOND).toString().padStart(9, '0').replace(/0+$/, '')
    let text = `${this.nanoseconds < 0n ? '-' : ''}P`
    if (days > 0n) text += `${days}D`
    if (hours > 0n || minutes > 0n || seconds > 0n || fraction !== '') text += 'T'
    if (hours > 0n) text += `${hours}H`
    if (minutes > 0n) text += `${minutes}M`
    if (seconds > 0n || fraction !== '') text += `${seconds}${fraction === '' ? '' : `.${fraction}`}S`
    return text
  }
}

export const SECOND = 1_000_000_000n
export const MINUTE = 60n * SECOND
export const HOUR = 60n * MINUTE
export const DAY = 24n * HOUR

/** The longest duration we count: from the first day of the calendar to its last. */
const MONTHS_MAX = 12 * 2_000_000_000
const NANOSECONDS_MAX = DAY * 366n * 2_000_000_000n

/** A years-and-months duration, or null beyond the calendar. */
export function yearsMonths(months: number): YearsMonths | null {
  return Number.isInteger(months) && Math.abs(months) <= MONTHS_MAX ? new YearsMonths(months + 0) : null
}

/** A days-and-time duration, or null beyond the calendar. */
export function daysTime(nanoseconds: bigint): DaysTime | null {
  const size = nanoseconds < 0n ? -nanoseconds : nanoseconds
  return size <= NANOSECONDS_MAX ? new DaysTime(nanoseconds) : null
}

const YEARS_MONTHS = /^(-)?P(?:(\d{1,12})Y)?(?:(\d{1,12})M)?$/
const DAYS_TIME =
  /^(-)?P(?:(\d{1,12})D)?(?:T(?:(\d{1,15})H)?(?:(\d{1,15})M)?(?:(\d{1,18})(?:\.(\d{0,30}))?S)?)?$/

/** Reads an ISO 8601 duration of one of the two kinds FEEL has; a mixture such as `P1Y2D` is none. */
export function parseDuration(text: string): YearsMonths | DaysTime | null {
  if (text.endsWith('P') || text.endsWith('T')) return null
  const ym = YEARS_MONTHS.exec(text)
  if (ym !== null) {
    const months = Number(ym[2] ?? 0) * 12 + Number(ym[3] ?? 0)
    return yearsMonths(ym[1] === '-' && months !== 0 ? -months : months)
  }
  const dt = DAYS_TIME.exec(text)
  if (dt === null) return null
  const fraction = (dt[6] ?? '').slice(0, 9).padEnd(9, '0')
  const total =
    BigInt(dt[2] ?? 0) * DAY +
    BigInt(dt[3] ?? 0) * HOUR +
    BigInt(dt[4] ?? 0) * MINUTE +
    BigInt(dt[5] ?? 0) * SECOND +
    BigInt(fraction)
  return daysTime(dt[1] === '-' ? -total : total)
}

/** Seconds of a days-and-time duration as an exact decimal. */
export function secondsOf(duration: DaysTime): Num {
  return new Number34(duration.nanoseconds.toString()).div(1_000_000_000)
}

/** The nearest whole nanoseconds towards zero of a number of seconds. */
export function nanosecondsOf(seconds: Num): bigint {
  return BigInt(seconds.times(1_000_000_000).trunc().toFixed())
}
