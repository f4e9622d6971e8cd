import { handle } from '#kernel/handle.ts'
import { refuseIf } from '#kernel/refusal.ts'
import { staffRefusal } from './booking.ts'
import { rejectRequest as contract } from './contract.ts'
import { lockRequest, updateRequest } from './staffing-table.ts'

export const rejectRequest = handle(contract, async (ctx, { requestId, reason }) => {
  const before = await lockRequest(ctx.tx, requestId)
  ctx.checkRevision(before.revision)
  refuseIf(staffRefusal(before.state), { requestId, state: before.state })
  const after = await updateRequest(ctx.tx, before, { state: 'rejected', reason })
  const { projectId, revision } = after
  return {
    output: { requestId, state: after.state, reason, revision },
    touched: [
      { type: 'resource_request', id: requestId, before, after },
      { type: 'project', id: projectId },
    ],
    events: [{ type: 'staffing.requestRejected', key: requestId, payload: { requestId, projectId, reason } }],
  }
})
