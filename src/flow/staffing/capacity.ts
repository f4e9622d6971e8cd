/** Nobody is booked hard beyond their capacity, or before they are cleared for work. */
import { requireCleared } from '#flow/people'
import { requirePeople } from '#flow/projects'
import { addDays, weekStart } from '#kernel/dates.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql, type Tx } from '#kernel/sql.ts'
import { type BookingState, overbooked } from './booking.ts'
import { weekLoads } from './staffing-table.ts'

interface Span {
  readonly personId: string
  readonly startsOn: string
  readonly endsOn: string
  readonly state: BookingState
}

/**
 * Refuses with `over_capacity` when bookings that are written already fill a week. Looks at the whole weeks the
 * bookings touch, and at no other: an overbooking agreed elsewhere is not theirs.
 */
export async function requireCapacity(tx: Tx, bookings: readonly Span[]): Promise<void> {
  const hard = bookings.filter((wanted) => wanted.state === 'hard')
  if (hard.length === 0) return
  const spans = hard.map(({ personId, startsOn, endsOn }) => ({
    personId,
    from: weekStart(startsOn),
    to: addDays(weekStart(endsOn), 6),
  }))
  const from = spans.reduce((first, span) => (span.from < first ? span.from : first), '9999-12-31')
  const to = spans.reduce((last, span) => (span.to > last ? span.to : last), from)
  const loads = await weekLoads(tx, { from, to }, { personIds: spans.map(({ personId }) => personId) })
  const touched = loads.filter((week) =>
    spans.some(
      (span) => span.personId === week.personId && span.from <= week.weekStart && week.weekStart <= span.to,
    ),
  )
  const over = overbooked(touched)
  if (!over) return
  const { personName, hardMinutes, capacityMinutes } = over
  throw new Refused('over_capacity', {
    person: personName,
    booked: hardMinutes,
    capacity: capacityMinutes,
    week: over.weekStart,
  })
}

/** Two managers who book the same person at once take turns, or both would see the capacity free. */
export async function lockPeople(tx: Tx, bookings: readonly Pick<Span, 'personId'>[]): Promise<void> {
  const personIds = [...new Set(bookings.map((wanted) => wanted.personId))]
  await requirePeople(tx, personIds)
  await tx.run(sql`
    select from people.person
    where tenant_id = kernel.tenant_id() and id = any(${personIds}::uuid[])
    order by id
    for no key update`)
}

/** Refuses who is not cleared for work on the days of a booking; a soft one may plan with somebody who is on the way. */
export function requireClearance(tx: Tx, bookings: readonly Span[]): Promise<void> {
  return requireCleared(
    tx,
    bookings.map(({ personId, endsOn, state }) => ({ personId, until: endsOn, isPlan: state === 'soft' })),
  )
}
