import { handle } from '#kernel/handle.ts'
import { newId } from '#kernel/id.ts'
import { Refused, refuseIf } from '#kernel/refusal.ts'
import { sql, type Tx } from '#kernel/sql.ts'
import { requestStateAfter, staffRefusal } from './booking.ts'
import { lockPeople, requireCapacity, requireClearance } from './capacity.ts'
import { book } from './contract.ts'
import { fulfilled } from './request-events.ts'
import { bookedFor, lockRequest, type ResourceRequest, updateRequest } from './staffing-table.ts'

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
  await requireClearance(tx, bookings)
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
    events: after.state === 'fulfilled' ? await fulfilled(tx, after) : [],
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
