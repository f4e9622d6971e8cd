/**
 * Business dates. A date of business is the text YYYY-MM-DD: it sorts, compares and crosses the wire as it is.
 * Arithmetic goes through Temporal, so month ends and leap years are the calendar's, not ours.
 */

/** A calendar day, YYYY-MM-DD. */
export type PlainDate = string

export function addDays(date: PlainDate, days: number): PlainDate {
  return Temporal.PlainDate.from(date).add({ days }).toString()
}

/** The same day some months on, or the last day of that month when it has no such day. */
export function addMonths(date: PlainDate, months: number): PlainDate {
  return Temporal.PlainDate.from(date).add({ months }).toString()
}

export function monthStart(date: PlainDate): PlainDate {
  return `${date.slice(0, 7)}-01`
}

export function monthEnd(date: PlainDate): PlainDate {
  const day = Temporal.PlainDate.from(date)
  return day.with({ day: day.daysInMonth }).toString()
}

/** The Monday of the date's ISO week. */
export function weekStart(date: PlainDate): PlainDate {
  const day = Temporal.PlainDate.from(date)
  return day.subtract({ days: day.dayOfWeek - 1 }).toString()
}

/** 1 for Monday to 7 for Sunday. */
export function dayOfWeek(date: PlainDate): number {
  return Temporal.PlainDate.from(date).dayOfWeek
}

/** Whole days from the first date to the second; negative when it lies before. */
export function daysBetween(from: PlainDate, to: PlainDate): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to)).days
}

/** First days of the months that touch [from, to], in order. */
export function monthsBetween(from: PlainDate, to: PlainDate): PlainDate[] {
  const months: PlainDate[] = []
  for (let month = monthStart(from); month <= to; month = addMonths(month, 1)) months.push(month)
  return months
}

/** The day of business at an instant in a time zone. */
export function dayAt(instant: Temporal.Instant, zone: string): PlainDate {
  return instant.toZonedDateTimeISO(zone).toPlainDate().toString()
}
