import { handle } from '#kernel/handle.ts'
import { Refused, refuseIf } from '#kernel/refusal.ts'
import { resubmitRefusal } from './booking.ts'
import { resubmitRequest as contract } from './contract-requests.ts'
import { requireRequester } from './requester.ts'
import { lockRequest, updateRequest } from './staffing-table.ts'

export const resubmitRequest = handle(contract, async (ctx, { requestId, ...change }) => {
  const before = await lockRequest(ctx.tx, requestId)
  await requireRequester(ctx, before)
  ctx.checkRevision(before.revision)
  refuseIf(resubmitRefusal(before.state), { requestId, state: before.state })
  const { minutes = before.minutes, startsOn = before.startsOn, endsOn = before.endsOn } = change
  if (endsOn < startsOn) throw new Refused('request_ends_before_start', { startsOn, endsOn })
  const asked = { minutes, startsOn, endsOn }
  const after = await updateRequest(ctx.tx, before, { state: 'submitted', reason: '', ...asked })
  return {
    output: { requestId, state: after.state, ...asked, revision: after.revision },
    touched: [
      { type: 'resource_request', id: requestId, before, after },
      { type: 'project', id: before.projectId },
    ],
  }
})
