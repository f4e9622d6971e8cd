import { handle } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql } from '#kernel/sql.ts'
import { requestStateAfter } from './booking.ts'
import { cancelBooking as contract } from './contract.ts'
import { bookedFor, lockBooking, lockRequest, updateRequest } from './staffing-table.ts'

export const cancelBooking = handle(contract, async (ctx, { bookingId, reason }) => {
  const { tx } = ctx
  const before = await lockBooking(tx, bookingId)
  ctx.checkRevision(before.revision)
  if (before.state === 'canceled') throw new Refused('booking_canceled', { bookingId })
  const revision = before.revision + 1
  await tx.run(sql`
    update staffing.booking
    set state = 'canceled', revision = ${revision}
    where tenant_id = kernel.tenant_id() and id = ${bookingId}`)
  const touched = [
    { type: 'booking', id: bookingId, before, after: { state: 'canceled', reason } },
    { type: 'project', id: before.projectId },
  ]
  if (before.requestId) {
    const request = await lockRequest(tx, before.requestId)
    const booked = await bookedFor(tx, request.id)
    const after = await updateRequest(tx, request, {
      state: requestStateAfter(request.minutes, booked.hard, booked.proposed),
    })
    touched.push({
      type: 'resource_request',
      id: request.id,
      before: { state: request.state },
      after: { state: after.state },
    } as never)
  }
  return { output: { bookingId, state: 'canceled' as const, revision }, touched }
})
