import { handle } from '#kernel/handle.ts'
import { refuseIf } from '#kernel/refusal.ts'
import { cancelRefusal } from './booking.ts'
import { cancelRequest as contract } from './contract-requests.ts'
import { staffed } from './request-events.ts'
import { requireRequester } from './requester.ts'
import { lockRequest, setProposals, updateRequest } from './staffing-table.ts'

export const cancelRequest = handle(contract, async (ctx, { requestId, reason }) => {
  const { tx } = ctx
  const before = await lockRequest(tx, requestId)
  await requireRequester(ctx, before)
  ctx.checkRevision(before.revision)
  refuseIf(cancelRefusal(before.state), { requestId, state: before.state })
  const bookings = await setProposals(tx, requestId, 'canceled')
  const after = await updateRequest(tx, before, { state: 'cancelled', reason })
  const { projectId } = before
  return {
    output: { requestId, state: after.state, revision: after.revision },
    touched: [
      { type: 'resource_request', id: requestId, before, after },
      ...bookings.map(({ id }) => ({ type: 'booking', id, after: { state: 'canceled', reason } })),
      { type: 'project', id: projectId },
    ],
    events: [
      { type: 'staffing.requestCancelled', key: requestId, payload: { requestId, projectId, reason } },
      ...(await staffed(tx, projectId)),
    ],
  }
})
