import { handle } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { tables } from '#kernel/sql.ts'
import { cancelBooking as contract } from './contract.ts'
import { reopenRequests } from './reopen-requests.ts'
import type { StaffingTables } from './schema.ts'
import { lockBooking, lockRequest } from './staffing-table.ts'

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
  const requests = before.requestId === null ? [] : [await lockRequest(tx, before.requestId)]
  const reopened = await reopenRequests(tx, requests)
  return {
    output: { bookingId, state: 'canceled' as const, revision },
    touched: [
      { type: 'booking', id: bookingId, before, after: { state: 'canceled', reason } },
      { type: 'project', id: before.projectId },
      ...reopened.touched,
    ],
    events: reopened.events,
  }
})
