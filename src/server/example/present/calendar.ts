/** The days of the present: everything in it lies so many days before or after the day the example is loaded. */

/** Before this day the told story is too near; a clock that says less is answered with it. */
const EARLIEST = '2026-11-16'

export interface Calendar {
  /** The moment of loading: the latest moment of the present. */
  readonly now: Temporal.Instant
  /** That day, in UTC. */
  readonly today: string
  /** So many days before the Monday of this week; below zero for days after it. */
  beforeMonday(days: number): string
  /** So many days before today; below zero for days to come. */
  ago(days: number): string
  /** So many hours before the moment of loading: later than anything that happened yesterday morning, up to 15. */
  hoursAgo(hours: number): Temporal.Instant
  /** The weekdays from a day to another, both included. */
  weekdays(from: string, to: string): string[]
}

export function calendarOf(loadedAt: Temporal.Instant): Calendar {
  const earliest = Temporal.Instant.from(`${EARLIEST}T17:00:00Z`)
  const now = Temporal.Instant.compare(loadedAt, earliest) < 0 ? earliest : loadedAt
  const today = now.toZonedDateTimeISO('UTC').toPlainDate()
  const monday = today.subtract({ days: today.dayOfWeek - 1 })
  return {
    now,
    today: today.toString(),
    beforeMonday: (days) => monday.subtract({ days }).toString(),
    ago: (days) => today.subtract({ days }).toString(),
    hoursAgo: (hours) => now.subtract({ hours }),
    weekdays(from, to) {
      const days: string[] = []
      const end = Temporal.PlainDate.from(to)
      for (
        let day = Temporal.PlainDate.from(from);
        Temporal.PlainDate.compare(day, end) <= 0;
        day = day.add({ days: 1 })
      )
        if (day.dayOfWeek <= 5) days.push(day.toString())
      return days
    },
  }
}
