/**
 * Durations in working time. A calendar says when work is done: hours of each weekday and days on which none is,
 * in a zone. Counting begins at the next working moment. Years, months and weeks are those of the calendar; a day
 * is a working day, at the same time of it; hours and less pass only while work is done.
 */

/** Work from one time of a day to another; "24:00" is the end of the day. */
type Hours = Readonly<{ from: string; to: string }>

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const

/** When work is done. */
export type Calendar = Readonly<{
  /** Counts the changes of a calendar, so that an instance knows whether it has seen the last one. */
  revision: number
  /** The zone of its hours; null for that of the process. */
  zone: string | null
  /** In order and without overlap; a weekday that is absent has none. */
  hours: Readonly<Partial<Record<(typeof weekdays)[number], readonly Hours[]>>>
  /** Days without work, as plain dates. */
  holidays: readonly string[]
}>

/** Calendars by name. */
export type Calendars = Readonly<Record<string, Calendar>>

/** A calendar without any work in so many days is none. */
const daysMax = 3660

/** Why a calendar cannot be counted with, or null. */
export function calendarProblem({ zone, hours }: Pick<Calendar, 'zone' | 'hours'>): string | null {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone ?? 'UTC')
  } catch {
    return `"${zone}" is no time zone`
  }
  const all = weekdays.flatMap((day) => hours[day] ?? [])
  if (all.length === 0) return 'there is no working time in it'
  for (const day of weekdays) {
    let end = ''
    for (const { from, to } of hours[day] ?? []) {
      if (from < end || to <= from) return `the hours of ${day} overlap or end before they begin`
      end = to
    }
  }
  return null
}

/** The instant a duration of working time after another. Throws when the duration is none, or never ends. */
export function workingDue(
  from: Temporal.Instant,
  duration: string,
  calendar: Calendar,
  zone: string,
): string {
  const { years, months, weeks, days, hours, minutes, seconds, sign } = Temporal.Duration.from(duration)
  if (sign < 0) throw new Error(`The duration ${duration} in working time is negative.`)
  const work = new Work(calendar, calendar.zone ?? zone)
  const far = from.toZonedDateTimeISO(work.zone).add({ years, months, weeks }).toInstant()
  const begun = sign === 0 ? far : work.next(far)
  const onDay = days === 0 ? begun : work.addDays(begun, days)
  const rest = hours * 3600 + minutes * 60 + seconds
  return (rest === 0 ? onDay : work.addSeconds(onDay, rest)).toString()
}

/** The instant a duration of working time before another: counted as `workingDue` counts, the other way. */
export function workingBefore(
  until: Temporal.Instant,
  duration: string,
  calendar: Calendar,
  zone: string,
): string {
  const { years, months, weeks, days, hours, minutes, seconds, sign } = Temporal.Duration.from(duration)
  if (sign < 0) throw new Error(`The duration ${duration} in working time is negative.`)
  const work = new Work(calendar, calendar.zone ?? zone)
  const far = until.toZonedDateTimeISO(work.zone).subtract({ years, months, weeks }).toInstant()
  const begun = sign === 0 ? far : work.last(far)
  const onDay = days === 0 ? begun : work.subtractDays(begun, days)
  const rest = hours * 3600 + minutes * 60 + seconds
  return (rest === 0 ? onDay : work.subtractSeconds(onDay, rest)).toString()
}

type Span = Readonly<{ start: Temporal.Instant; end: Temporal.Instant }>

/** The working time of a calendar in a zone. */
class Work {
  readonly zone: string
  readonly #calendar: Calendar
  readonly #holidays: ReadonlySet<string>

  constructor(calendar: Calendar, zone: string) {
    this.zone = zone
    this.#calendar = calendar
    this.#holidays = new Set(calendar.holidays)
  }

  /** The first working moment not before an instant. */
  next(from: Temporal.Instant): Temporal.Instant {
    for (const span of this.#spansFrom(from)) {
      if (Temporal.Instant.compare(from, span.end) <= 0) return latest(from, span.start)
    }
    throw new Error('The calendar has no working time in ten years.')
  }

  /** The same time so many working days later; before the work of that day its beginning, after it its end. */
  addDays(from: Temporal.Instant, days: number): Temporal.Instant {
    return this.#moved(from, days, { days: 1 })
  }

  /** So many seconds of work later. */
  addSeconds(from: Temporal.Instant, seconds: number): Temporal.Instant {
    let left = seconds
    for (const { start, end } of this.#spansFrom(from)) {
      if (Temporal.Instant.compare(end, from) <= 0) continue
      const begun = latest(from, start)
      const here = begun.until(end).total('seconds')
      if (left <= here) return begun.add({ milliseconds: Math.round(left * 1000) })
      left -= here
    }
    throw new Error(`There are no ${seconds} seconds of working time in ten years.`)
  }

  /** The last working moment not after an instant. */
  last(until: Temporal.Instant): Temporal.Instant {
    for (const span of this.#spansUntil(until)) {
      if (Temporal.Instant.compare(until, span.start) >= 0) return earliest(until, span.end)
    }
    throw new Error('The calendar has no working time in ten years.')
  }

  /** The same time so many working days earlier; before the work of that day its beginning, after it its end. */
  subtractDays(until: Temporal.Instant, days: number): Temporal.Instant {
    return this.#moved(until, days, { days: -1 })
  }

  /** So many seconds of work earlier. */
  subtractSeconds(until: Temporal.Instant, seconds: number): Temporal.Instant {
    let left = seconds
    for (const { start, end } of this.#spansUntil(until)) {
      if (Temporal.Instant.compare(start, until) >= 0) continue
      const ended = earliest(until, end)
      const here = start.until(ended).total('seconds')
      if (left <= here) return ended.subtract({ milliseconds: Math.round(left * 1000) })
      left -= here
    }
    throw new Error(`There are no ${seconds} seconds of working time in ten years.`)
  }

  /** The same time so many working days away, counted a day at a time in one direction. */
  #moved(from: Temporal.Instant, days: number, step: { days: 1 | -1 }): Temporal.Instant {
    const local = from.toZonedDateTimeISO(this.zone)
    let date = local.toPlainDate()
    let passed = 0
    for (let left = days; left > 0; passed += 1) {
      if (passed > daysMax) throw new Error(`There are no ${days} working days in ten years.`)
      date = date.add(step)
      if (this.#spansOf(date).length > 0) left -= 1
    }
    return this.#atWork(date, local.toPlainTime())
  }

  /** A time of a day with work; before that work its beginning, after it its end. */
  #atWork(date: Temporal.PlainDate, time: Temporal.PlainTime): Temporal.Instant {
    const wanted = date.toPlainDateTime(time).toZonedDateTime(this.zone).toInstant()
    const spans = this.#spansOf(date)
    const span = spans.find(({ end }) => Temporal.Instant.compare(wanted, end) <= 0)
    return span ? latest(wanted, span.start) : (spans.at(-1)?.end ?? wanted)
  }

  /** The times of work of the day of an instant and of those before it, the last first. */
  *#spansUntil(until: Temporal.Instant): Generator<Span> {
    let date = until.toZonedDateTimeISO(this.zone).toPlainDate()
    for (let count = 0; count < daysMax; count += 1) {
      yield* this.#spansOf(date).toReversed()
      date = date.subtract({ days: 1 })
    }
  }

  /** The times of work from the day of an instant on. */
  *#spansFrom(from: Temporal.Instant): Generator<Span> {
    let date = from.toZonedDateTimeISO(this.zone).toPlainDate()
    for (let count = 0; count < daysMax; count += 1) {
      yield* this.#spansOf(date)
      date = date.add({ days: 1 })
    }
  }

  #spansOf(date: Temporal.PlainDate): Span[] {
    const weekday = weekdays[date.dayOfWeek - 1]
    if (weekday === undefined || this.#holidays.has(date.toString())) return []
    const at = (time: string) => {
      const day = time === '24:00' ? date.add({ days: 1 }) : date
      const clock = Temporal.PlainTime.from(time === '24:00' ? '00:00' : time)
      return day.toPlainDateTime(clock).toZonedDateTime(this.zone).toInstant()
    }
    return (this.#calendar.hours[weekday] ?? []).map(({ from, to }) => ({ start: at(from), end: at(to) }))
  }
}

function latest(one: Temporal.Instant, other: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(one, other) >= 0 ? one : other
}

function earliest(one: Temporal.Instant, other: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(one, other) <= 0 ? one : other
}
