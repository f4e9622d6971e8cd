import { addDays, type PlainDate } from '#kernel/dates.ts'
import { handle, type Touched } from '#kernel/handle.ts'
import { lockPeople } from './capacity.ts'
import { releasePerson as contract } from './contract.ts'
import { endBookings, type Released } from './release-rows.ts'
import { reopenRequests } from './reopen-requests.ts'
import { lockRequestsOf } from './staffing-table.ts'

/** Nothing before the day changes, and time that is recorded stays, also after it: it tells what was. */
export const releasePersonFromProjects = handle(contract, async ({ tx }, { personId, from, reason }) => {
  const requests = await lockRequestsOf(tx, personId, from)
  await lockPeople(tx, [{ personId }])
  const released = await endBookings(tx, personId, from)
  const reopened = await reopenRequests(tx, requests)
  return {
    output: {
      personId,
      from,
      bookingIds: released.map(({ bookingId }) => bookingId),
      requestIds: reopened.changes.map(({ request }) => request.id),
      minutes: released.reduce((sum, { minutes }) => sum + minutes, 0),
      managers: managersOf(released),
    },
    touched: [
      { type: 'person', id: personId, after: { releasedFrom: from, bookings: released.length, reason } },
      ...released.map((booking) => bookingTouched(booking, from, reason)),
      ...reopened.touched,
      ...[...new Set(released.map(({ projectId }) => projectId))].map((id) => ({ type: 'project', id })),
    ],
    events: reopened.events,
  }
})

function bookingTouched(booking: Released, from: PlainDate, reason: string): Touched {
  const { bookingId: id, state, endsOn, isWhole } = booking
  const after = isWhole ? { state: 'canceled', reason } : { endsOn: addDays(from, -1), reason }
  return { type: 'booking', id, before: { state, endsOn }, after }
}

/** Each manager with what falls away in their projects; those without a manager who signs in are under null. */
function managersOf(released: readonly Released[]) {
  const byManager = Map.groupBy(released, ({ managerId }) => managerId)
  return [...byManager].map(([principalId, theirs]) => ({
    principalId,
    projects: [...Map.groupBy(theirs, ({ projectNumber }) => projectNumber)].map(([projectNumber, own]) => ({
      projectNumber,
      minutes: own.reduce((sum, { minutes }) => sum + minutes, 0),
    })),
  }))
}
