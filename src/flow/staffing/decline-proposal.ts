import { handle } from '#kernel/handle.ts'
import { Refused, refuseIf } from '#kernel/refusal.ts'
import { staffRefusal } from './booking.ts'
import { declineProposal as contract } from './contract-requests.ts'
import { requireRequester } from './requester.ts'
import { lockRequest, setProposals, updateRequest } from './staffing-table.ts'

export const declineProposal = handle(contract, async (ctx, { requestId, reason }) => {
  const { tx } = ctx
  const before = await lockRequest(tx, requestId)
  await requireRequester(ctx, before)
  ctx.checkRevision(before.revision)
  refuseIf(staffRefusal(before.state), { requestId, state: before.state })
  const bookings = await setProposals(tx, requestId, 'canceled')
  if (bookings.length === 0) throw new Refused('nothing_proposed', { requestId })
  const after = await updateRequest(tx, before, { state: 'submitted', reason })
  return {
    output: {
      requestId,
      state: after.state,
      bookingIds: bookings.map(({ id }) => id),
      revision: after.revision,
    },
    touched: [
      { type: 'resource_request', id: requestId, before, after },
      ...bookings.map(({ id }) => ({ type: 'booking', id, after: { state: 'canceled', reason } })),
      { type: 'project', id: before.projectId },
    ],
  }
})
