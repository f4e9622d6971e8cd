/** Rules of a case: what of its items may be asked for, and what is known before the next step. Pure; amounts are minor units. */
import { daysBetween, type PlainDate } from '#kernel/dates.ts'

/** An invoice of a case that is open. What is disputed of it is never more than what is open. */
export interface CaseItem {
  readonly invoiceId: string
  readonly number: string
  readonly dueDate: PlainDate
  readonly openMinor: bigint
  readonly disputedMinor: bigint
  /** What became of the last promise to pay it. */
  readonly promise: 'none' | 'open' | 'kept' | 'broken'
  readonly promisedOn: PlainDate | null
}

/** What of an item may be asked for now: not what is disputed, and nothing while a promise is waited for. */
export const askedOf = ({ openMinor, disputedMinor, promise }: CaseItem): bigint =>
  promise === 'open' ? 0n : openMinor - disputedMinor

/** What is known of a case from its items. */
export interface CaseStanding {
  readonly settled: boolean
  readonly collectableMinor: bigint
  /** Of the oldest item that is meant. */
  readonly daysOverdue: number
  readonly promise: CaseItem['promise']
  readonly waitDays: number
}

/**
 * A dispute pauses its part and a promise its item; the others go on. Only when nothing else is left the case waits for the promise that
 * is due first, and one day for the bank.
 */
export function standingOf(items: readonly CaseItem[], today: PlainDate): CaseStanding {
  const asked = items.filter((item) => askedOf(item) > 0n)
  const waiting = items.filter(
    ({ promise, openMinor, disputedMinor }) => promise === 'open' && openMinor > disputedMinor,
  )
  const meant = asked.length > 0 ? asked : waiting.length > 0 ? waiting : items
  return {
    settled: items.length === 0,
    collectableMinor: meant.reduce(
      (sum, { openMinor, disputedMinor }) => sum + openMinor - disputedMinor,
      0n,
    ),
    daysOverdue: Math.max(0, ...meant.map(({ dueDate }) => daysBetween(dueDate, today))),
    ...(asked.length === 0 && waiting.length > 0
      ? { promise: 'open' as const, waitDays: daysUntilFirst(waiting, today) }
      : { promise: promiseOf(asked), waitDays: 0 }),
  }
}

const daysUntilFirst = (waiting: readonly CaseItem[], today: PlainDate) =>
  Math.min(...waiting.map(({ promisedOn }) => daysBetween(today, promisedOn ?? today) + 1))

/** One broken promise counts more than others that were kept. */
function promiseOf(items: readonly CaseItem[]): CaseItem['promise'] {
  const states = new Set(items.map(({ promise }) => promise))
  if (states.has('broken')) return 'broken'
  return states.has('kept') ? 'kept' : 'none'
}
