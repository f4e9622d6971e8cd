import { handle } from '#kernel/handle.ts'
import { Refused, refuseIf } from '#kernel/refusal.ts'
import { requestStateAfter, staffRefusal } from './booking.ts'
import { lockPeople, requireCapacity, requireClearance } from './capacity.ts'
import { acceptProposal as contract } from './contract-requests.ts'
import { fulfilled } from './request-events.ts'
import { requireRequester } from './requester.ts'
import { bookedFor, lockRequest, setProposals, updateRequest } from './staffing-table.ts'

export const acceptProposal = handle(contract, async (ctx, { requestId }) => {
  const { tx } = ctx
  const before = await lockRequest(tx, requestId)
  await requireRequester(ctx, before)
  ctx.checkRevision(before.revision)
  refuseIf(staffRefusal(before.state), { requestId, state: before.state })
  const bookings = await setProposals(tx, requestId, 'hard')
  if (bookings.length === 0) throw new Refused('nothing_proposed', { requestId })
  await lockPeople(tx, bookings)
  await requireClearance(tx, bookings)
  await requireCapacity(tx, bookings)
  const booked = await bookedFor(tx, requestId)
  const after = await updateRequest(tx, before, {
    state: requestStateAfter(before.minutes, booked.hard, booked.proposed),
  })
  return {
    output: {
      requestId,
      state: after.state,
      bookedMinutes: booked.hard,
      bookingIds: bookings.map(({ id }) => id),
      revision: after.revision,
    },
    touched: [
      { type: 'resource_request', id: requestId, before, after },
      ...bookings.map(({ id }) => ({ type: 'booking', id, after: { state: 'hard' } })),
      { type: 'project', id: before.projectId },
    ],
    events: after.state === 'fulfilled' ? await fulfilled(tx, after) : [],
  }
})
