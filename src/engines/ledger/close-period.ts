import { handle } from '#kernel/handle.ts'
import { refuseIf } from '#kernel/refusal.ts'
import { closePeriod as contract } from './contract.ts'
import { closed, closingRefusal } from './period.ts'
import { lockPeriod, neighboursOf, writePeriod } from './period-table.ts'
import { shownPeriod } from './wire.ts'

export const closePeriod = handle(contract, async (ctx, { periodId, subledger }) => {
  const period = await lockPeriod(ctx.tx, periodId)
  ctx.checkRevision(period.revision)
  const { earlierOpen } = await neighboursOf(ctx.tx, period)
  refuseIf(closingRefusal(period, subledger, earlierOpen !== null), {
    periodId,
    month: period.month.slice(0, 7),
    state: period.state,
    earlier: earlierOpen?.slice(0, 7),
  })
  const lock = closed(period, subledger)
  const after = await writePeriod(ctx.tx, periodId, {
    ...lock,
    reopeningRequestedBy: null,
    reopeningReason: null,
  })
  const output = shownPeriod(after)
  return {
    output,
    touched: [{ type: 'period', id: periodId, before: shownPeriod(period), after: output }],
    events: [
      {
        type: 'ledger.periodClosed',
        key: periodId,
        payload: { periodId, bookId: period.bookId, month: output.month, subledger: subledger ?? null },
      },
    ],
  }
})
