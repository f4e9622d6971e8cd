import { handle } from '#kernel/handle.ts'
import { Refused, refuseIf } from '#kernel/refusal.ts'
import { reopenPeriod as contract } from './contract.ts'
import { reopeningRefusal } from './period.ts'
import { lockPeriod, neighboursOf, writePeriod } from './period-table.ts'
import { shownPeriod } from './wire.ts'

export const reopenPeriod = handle(contract, async (ctx, { periodId }) => {
  const period = await lockPeriod(ctx.tx, periodId)
  ctx.checkRevision(period.revision)
  const month = period.month.slice(0, 7)
  const { laterClosed } = await neighboursOf(ctx.tx, period)
  refuseIf(reopeningRefusal(period, laterClosed !== null), {
    periodId,
    month,
    later: laterClosed?.slice(0, 7),
  })
  if (period.reopeningRequestedBy === null) throw new Refused('reopening_not_requested', { periodId, month })
  const after = await writePeriod(ctx.tx, periodId, {
    state: 'open',
    lockedSubledgers: [],
    reopeningRequestedBy: null,
    reopeningReason: null,
  })
  const output = shownPeriod(after)
  return {
    output,
    touched: [{ type: 'period', id: periodId, before: shownPeriod(period), after: output }],
    events: [
      { type: 'ledger.periodReopened', key: periodId, payload: { periodId, bookId: period.bookId, month } },
    ],
  }
})
