import { requirePeople } from '#flow/projects'
import { addDays, weekStart } from '#kernel/dates.ts'
import { type Context, handle } from '#kernel/handle.ts'
import { newId } from '#kernel/id.ts'
import { Refused, refuseIf } from '#kernel/refusal.ts'
import { sql, type Tx, tables } from '#kernel/sql.ts'
import { overbooked, requestStateAfter, staffRefusal } from './booking.ts'
import { book } from './contract.ts'
import type { StaffingTables } from './schema.ts'
import { bookedFor, lockRequest, type ResourceRequest, updateRequest, weekLoads } from './staffing-table.ts'

const db = tables<StaffingTables>()

interface Wanted {
  readonly personId: string
  readonly startsOn: string
  readonly endsOn: string
  readonly minutesPerDay: number
  readonly state: 'proposed' | 'soft' | 'hard'
}

export const bookPeople = handle(book, async (ctx, { requestId, bookings, allowOverbooking }) => {
  const { tx } = ctx
  const before = await lockRequest(tx, requestId)
  ctx.checkRevision(before.revision)
  refuseIf(staffRefusal(before.state), { requestId, state: before.state })
  for (const wanted of bookings) requireInside(before, wanted)
  await lockPeople(tx, bookings)
  const bookingIds = await insertBookings(tx, before, bookings)
  if (!allowOverbooking) await requireCapacity(tx, bookings)
  const booked = await bookedFor(tx, requestId)
  const after = await updateRequest(tx, before, {
    state: requestStateAfter(before.minutes, booked.hard, booked.proposed),
  })
  return {
    output: {
      requestId,
      state: after.state,
      bookedMinutes: booked.hard,
      bookingIds,
      revision: after.revision,
    },
    touched: [
      { type: 'resource_request', id: requestId, before, after },
      ...bookings.map((wanted, index) => ({
        type: 'booking',
        id: bookingIds[index] as string,
        after: { ...wanted, ...(allowOverbooking ? { allowOverbooking } : {}) },
      })),
      { type: 'project', id: before.projectId },
    ],
    events: after.state === 'fulfilled' ? await fulfilled(ctx, after) : [],
  }
})

function requireInside(request: ResourceRequest, wanted: Wanted): void {
  const { startsOn, endsOn } = wanted
  if (startsOn >= request.startsOn && endsOn <= request.endsOn && startsOn <= endsOn) return
  throw new Refused('booking_outside_request', {
    startsOn,
    endsOn,
    from: request.startsOn,
    to: request.endsOn,
  })
}

/** Two managers who book the same person at once take turns, or both would see the capacity free. */
async function lockPeople(tx: Tx, bookings: readonly Wanted[]): Promise<void> {
  const personIds = [...new Set(bookings.map((wanted) => wanted.personId))]
  await requirePeople(tx, personIds)
  await tx.run(sql`
    select from people.person
    where tenant_id = kernel.tenant_id() and id = any(${personIds}::uuid[])
    order by id
    for no key update`)
}

async function insertBookings(
  tx: Tx,
  request: ResourceRequest,
  bookings: readonly Wanted[],
): Promise<string[]> {
  const ids = bookings.map(() => newId())
  const column = <K extends keyof Wanted>(name: K) => bookings.map((wanted) => wanted[name])
  await tx.run(sql`
    insert into staffing.booking (id, request_id, person_id, project_id, work_package_id, role_code, starts_on, ends_on,
      minutes_per_day, state)
    select id, ${request.id}, person_id, ${request.projectId}, ${request.workPackageId}, ${request.roleCode}, starts_on, ends_on,
      minutes, state
    from unnest(${ids}::uuid[], ${column('personId')}::uuid[], ${column('startsOn')}::date[], ${column('endsOn')}::date[],
      ${column('minutesPerDay')}::integer[], ${column('state')}::text[])
      as wanted (id, person_id, starts_on, ends_on, minutes, state)`)
  return ids
}

/** Looks at the whole weeks the bookings touch, and at no other: an overbooking agreed elsewhere is not theirs. */
async function requireCapacity(tx: Tx, bookings: readonly Wanted[]): Promise<void> {
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

/** The request is met; and when it was the last of its project, the project is staffed. */
async function fulfilled(ctx: Context, request: ResourceRequest) {
  const { id: requestId, projectId } = request
  const open = await ctx.tx.rows(
    db
      .selectFrom('staffing.resource_request')
      .select('id')
      .where('project_id', '=', projectId)
      .where('state', 'in', ['submitted', 'needs_review'])
      .limit(1),
  )
  const met = { type: 'staffing.requestFulfilled', key: requestId, payload: { requestId, projectId } }
  return open.length > 0
    ? [met]
    : [met, { type: 'staffing.projectStaffed', key: projectId, payload: { projectId } }]
}
