import { handle } from '#kernel/handle.ts'
import { refuseIf } from '#kernel/refusal.ts'
import { requestReopening as contract } from './contract.ts'
import { reopeningRefusal } from './period.ts'
import { lockPeriod, neighboursOf, writePeriod } from './period-table.ts'
import { shownPeriod } from './wire.ts'

export const requestReopening = handle(contract, async (ctx, { periodId, reason }) => {
  const period = await lockPeriod(ctx.tx, periodId)
  ctx.checkRevision(period.revision)
  const { laterClosed } = await neighboursOf(ctx.tx, period)
  refuseIf(reopeningRefusal(period, laterClosed !== null), {
    periodId,
    month: period.month.slice(0, 7),
    later: laterClosed?.slice(0, 7),
  })
  const after = await writePeriod(ctx.tx, periodId, {
    ...period,
    reopeningRequestedBy: ctx.call.onBehalfOf ?? ctx.call.actorId,
    reopeningReason: reason,
  })
  const output = shownPeriod(after)
  return {
    output,
    touched: [{ type: 'period', id: periodId, before: shownPeriod(period), after: output }],
    events: [
      {
        type: 'ledger.reopeningRequested',
        key: periodId,
        payload: { periodId, bookId: period.bookId, month: output.month, reason },
      },
    ],
  }
})
