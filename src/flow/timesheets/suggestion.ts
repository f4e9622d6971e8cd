/** What a week might contain: what somebody is booked for, and what they did the week before. Pure. */
import { addDays, type PlainDate } from '#kernel/dates.ts'
import { type BillingType, MINUTES_A_DAY } from './entry.ts'

/** A booking of the person that touches the week. */
export interface BookedWork {
  readonly bookingId: string
  readonly state: 'soft' | 'hard'
  readonly workPackageId: string
  readonly startsOn: PlainDate
  readonly endsOn: PlainDate
  readonly minutesPerDay: number
}

/** What was recorded on one row and day of the week before. */
export interface PastWork {
  readonly workPackageId: string
  readonly billingType: BillingType
  readonly description: string
  readonly workedOn: PlainDate
  readonly minutes: number
}

/** What decides whether a day takes a suggestion. */
export interface WeekFacts {
  readonly monday: PlainDate
  /** The days of the week on which the person is to work. */
  readonly workingDays: ReadonlySet<PlainDate>
  /** Work packages and days that have time already: "package day". */
  readonly taken: ReadonlySet<string>
  /** May time of this type be recorded on this work on this day? */
  readonly takes: (workPackageId: string, day: PlainDate, billingType: BillingType) => boolean
  readonly usualType: (workPackageId: string) => BillingType
}

export type Reason =
  | {
      readonly kind: 'booking'
      readonly bookingId: string
      readonly state: 'soft' | 'hard'
      readonly minutesPerDay: number
    }
  | { readonly kind: 'last_week'; readonly weekStart: PlainDate; readonly minutes: number }

export interface SuggestedRow {
  readonly workPackageId: string
  readonly billingType: BillingType
  readonly description: string
  readonly minutes: readonly number[]
  readonly reasons: readonly Reason[]
}

interface Draft extends Omit<SuggestedRow, 'minutes' | 'reasons'> {
  readonly minutes: number[]
  readonly reasons: Reason[]
}

/**
 * Rows in the order of their reasons. A booking says the minutes of its days; the week before says the words, and the
 * minutes of work nobody is booked for, on the same weekdays. A day that has time of the work already is left alone,
 * and so is one on which nobody works or the work takes none.
 */
export function suggestRows(
  bookings: readonly BookedWork[],
  past: readonly PastWork[],
  facts: WeekFacts,
): SuggestedRow[] {
  const booked = bookings.map((booking) => bookedRow(booking, past, facts))
  const covered = new Set(bookings.map(({ workPackageId }) => workPackageId))
  const repeated = [...Map.groupBy(past, rowKey).values()]
    .filter(([first]) => first !== undefined && !covered.has(first.workPackageId))
    .map((entries) => repeatedRow(entries, facts))
  return merged([...booked, ...repeated]).filter((row) => row.minutes.some((minutes) => minutes > 0))
}

const rowKey = (row: Pick<SuggestedRow, 'workPackageId' | 'billingType' | 'description'>) =>
  `${row.workPackageId} ${row.billingType} ${row.description}`

const sum = (entries: readonly PastWork[]) => entries.reduce((total, { minutes }) => total + minutes, 0)

function bookedRow(booking: BookedWork, past: readonly PastWork[], facts: WeekFacts): Draft {
  const { workPackageId, bookingId, state, minutesPerDay } = booking
  const before = past.filter((entry) => entry.workPackageId === workPackageId)
  const last = before.at(-1)
  const billingType = last?.billingType ?? facts.usualType(workPackageId)
  const reasons: Reason[] = [{ kind: 'booking', bookingId, state, minutesPerDay }]
  if (last) reasons.push({ kind: 'last_week', weekStart: addDays(facts.monday, -7), minutes: sum(before) })
  const minutes = daysOf(facts, workPackageId, billingType, (day) =>
    day >= booking.startsOn && day <= booking.endsOn ? minutesPerDay : 0,
  )
  return { workPackageId, billingType, description: last?.description ?? '', minutes, reasons }
}

function repeatedRow(entries: readonly PastWork[], facts: WeekFacts): Draft {
  const [first] = entries
  if (!first) throw new Error('a group has no member')
  const { workPackageId, billingType, description } = first
  const minutes = daysOf(facts, workPackageId, billingType, (day) =>
    sum(entries.filter(({ workedOn }) => addDays(workedOn, 7) === day)),
  )
  const reason: Reason = { kind: 'last_week', weekStart: addDays(facts.monday, -7), minutes: sum(entries) }
  return { workPackageId, billingType, description, minutes, reasons: [reason] }
}

function daysOf(
  { monday, workingDays, taken, takes }: WeekFacts,
  workPackageId: string,
  billingType: BillingType,
  minutesOn: (day: PlainDate) => number,
): number[] {
  return [0, 1, 2, 3, 4, 5, 6].map((place) => {
    const day = addDays(monday, place)
    const free = workingDays.has(day) && !taken.has(`${workPackageId} ${day}`)
    return free && takes(workPackageId, day, billingType) ? minutesOn(day) : 0
  })
}

/** Two bookings of the same work are one row, of no more than a day has. */
function merged(rows: readonly Draft[]): SuggestedRow[] {
  return [...Map.groupBy(rows, rowKey).values()].map((same) => {
    const [first, ...others] = same
    if (!first) throw new Error('a group has no member')
    const minutes = first.minutes.map((own, day) =>
      Math.min(
        others.reduce((total, row) => total + (row.minutes[day] ?? 0), own),
        MINUTES_A_DAY,
      ),
    )
    return { ...first, minutes, reasons: same.flatMap(({ reasons }) => reasons) }
  })
}
