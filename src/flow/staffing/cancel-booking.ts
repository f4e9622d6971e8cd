import { type BusinessEvent, handle, type Touched } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { type Tx, tables } from '#kernel/sql.ts'
import { followsBookings, type RequestState, requestStateAfter } from './booking.ts'
import { cancelBooking as contract } from './contract.ts'
import { demandOf } from './request-events.ts'
import type { StaffingTables } from './schema.ts'
import { bookedFor, lockBooking, lockRequest, updateRequest } from './staffing-table.ts'

const db = tables<StaffingTables>()

export const cancelBooking = handle(contract, async (ctx, { bookingId, reason }) => {
  const { tx } = ctx
  const before = await lockBooking(tx, bookingId)
  ctx.checkRevision(before.revision)
  if (before.state === 'canceled') throw new Refused('booking_canceled', { bookingId })
  const revision = before.revision + 1
  await tx.run(
    db.updateTable('staffing.booking').set({ state: 'canceled', revision }).where('id', '=', bookingId),
  )
  const opened = before.requestId === null ? null : await reopen(tx, before.requestId)
  return {
    output: { bookingId, state: 'canceled' as const, revision },
    touched: [
      { type: 'booking', id: bookingId, before, after: { state: 'canceled', reason } },
      { type: 'project', id: before.projectId },
      ...(opened ? [opened.touched] : []),
    ],
    events: opened?.events ?? [],
  }
})

/** The request needs people again when what is left does not cover it; one that was rejected stays so. */
async function reopen(
  tx: Tx,
  requestId: string,
): Promise<{ touched: Touched; events: BusinessEvent[] } | null> {
  const request = await lockRequest(tx, requestId)
  const booked = await bookedFor(tx, requestId)
  const state = requestStateAfter(request.minutes, booked.hard, booked.proposed)
  if (!followsBookings(request.state) || state === request.state) return null
  await updateRequest(tx, request, { state })
  const touched = {
    type: 'resource_request',
    id: requestId,
    before: { state: request.state },
    after: { state },
  }
  return { touched, events: await told(tx, requestId, { before: request.state, after: state }) }
}

/** A request that was met begins anew; one that waits for its requester has nothing left to decide about. */
async function told(
  tx: Tx,
  requestId: string,
  { before, after }: { before: RequestState; after: RequestState },
): Promise<BusinessEvent[]> {
  if (before !== 'fulfilled')
    return after === 'submitted'
      ? [{ type: 'staffing.proposalWithdrawn', key: requestId, payload: { requestId } }]
      : []
  const demand = await demandOf(tx, [requestId])
  return demand.map((payload) => ({
    type: 'staffing.requestReopened',
    key: requestId,
    payload: { ...payload, requestState: after },
  }))
}
