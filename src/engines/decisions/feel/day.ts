/** The years of DMN 10.3.2.3.5; the calendar of Temporal ends at a quarter of a million. */
export const YEAR_MAX = 999_999_999

/** The Gregorian calendar repeats after 400 years. */
export const CYCLE_DAYS = 146_097

/** FEEL `date`: a day of the Gregorian calendar, continued backwards before its time. */
export class FeelDate {
  readonly year: number
  /** 1 to 12. */
  readonly month: number
  readonly day: number
  constructor(year: number, month: number, day: number) {
    this.year = year
    this.month = month
    this.day = day
  }

  /** Days since 1 January 1970. */
  get epochDay(): number {
    return epochDayOf(this.year, this.month, this.day)
  }

  /** 1 is Monday, 7 is Sunday. */
  get dayOfWeek(): number {
    return modulo(this.epochDay + 3, 7) + 1
  }

  /** 1 to 366. */
  get dayOfYear(): number {
    return this.epochDay - epochDayOf(this.year, 1, 1) + 1
  }

  /** The week of ISO 8601: the first one is that with the first Thursday of its year. */
  get weekOfYear(): number {
    const thursday = fromEpochDay(this.epochDay + 4 - this.dayOfWeek)
    return Math.trunc((thursday.dayOfYear - 1) / 7) + 1
  }

  get daysInMonth(): number {
    return daysIn(this.year, this.month)
  }

  /** `2020-02-29`; years above 9999 and below 0 without the plus sign and padding that ISO 8601 wants. */
  toString(): string {
    const part = (n: number) => String(n).padStart(2, '0')
    const year = String(Math.abs(this.year)).padStart(4, '0')
    return `${this.year < 0 ? '-' : ''}${year}-${part(this.month)}-${part(this.day)}`
  }
}

/** A day by its numbers; null where there is none. */
export function makeDate(year: number, month: number, day: number): FeelDate | null {
  const whole = Number.isInteger(year) && Number.isInteger(month) && Number.isInteger(day)
  if (!whole || Math.abs(year) > YEAR_MAX || month < 1 || month > 12) return null
  return day < 1 || day > daysIn(year, month) ? null : new FeelDate(year + 0, month, day)
}

/** The day so many days behind another one, or before it; null beyond the calendar. */
export function plusDays(date: FeelDate, days: number): FeelDate | null {
  const day = fromEpochDay(date.epochDay + days)
  return Math.abs(day.year) > YEAR_MAX ? null : day
}

/** The same day of another month, or its last day where it has fewer; null beyond the calendar. */
export function plusMonths(date: FeelDate, months: number): FeelDate | null {
  const count = date.year * 12 + date.month - 1 + months
  const year = Math.floor(count / 12)
  const month = modulo(count, 12) + 1
  return makeDate(year, month, Math.min(date.day, Math.abs(year) > YEAR_MAX ? 1 : daysIn(year, month)))
}

/** Whole months from a day to another one, towards zero. */
export function monthsFrom(from: FeelDate, to: FeelDate): number {
  const months = (to.year - from.year) * 12 + to.month - from.month
  if (months > 0 && to.day < from.day) return months - 1
  return months < 0 && to.day > from.day ? months + 1 : months
}

/** Negative where the first day comes before the second one. */
export function compareDates(a: FeelDate, b: FeelDate): number {
  return a.year - b.year || a.month - b.month || a.day - b.day
}

/** A day of 1970 and its number of days; beyond the calendar too, whoever asks must look. */
export function fromEpochDay(epochDay: number): FeelDate {
  // Years are counted from March, so that the day that may be missing is the last of its year.
  const z = epochDay + 719_468
  const cycle = Math.floor(z / CYCLE_DAYS)
  const dayOfCycle = z - cycle * CYCLE_DAYS
  const leaps =
    Math.trunc(dayOfCycle / 1460) - Math.trunc(dayOfCycle / 36_524) + Math.trunc(dayOfCycle / 146_096)
  const yearOfCycle = Math.trunc((dayOfCycle - leaps) / 365)
  const dayOfYear =
    dayOfCycle - (365 * yearOfCycle + Math.trunc(yearOfCycle / 4) - Math.trunc(yearOfCycle / 100))
  const march = Math.trunc((5 * dayOfYear + 2) / 153)
  const day = dayOfYear - Math.trunc((153 * march + 2) / 5) + 1
  const month = march < 10 ? march + 3 : march - 9
  return new FeelDate(yearOfCycle + cycle * 400 + (month <= 2 ? 1 : 0), month, day)
}

function epochDayOf(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year
  const cycle = Math.floor(y / 400)
  const yearOfCycle = y - cycle * 400
  const march = month > 2 ? month - 3 : month + 9
  const dayOfYear = Math.trunc((153 * march + 2) / 5) + day - 1
  const dayOfCycle =
    yearOfCycle * 365 + Math.trunc(yearOfCycle / 4) - Math.trunc(yearOfCycle / 100) + dayOfYear
  return cycle * CYCLE_DAYS + dayOfCycle - 719_468
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

function modulo(n: number, by: number): number {
  return ((n % by) + by) % by
}
