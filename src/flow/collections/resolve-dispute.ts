import { handle } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql } from '#kernel/sql.ts'
import { resolveDispute as contract } from './contract.ts'
import { lockDispute } from './dispute-table.ts'

/** The amount is due again either way; where it was upheld, the credit note that follows takes it off. */
export const resolveDispute = handle(contract, async (ctx, { disputeId, outcome, resolution }) => {
  const dispute = await lockDispute(ctx.tx, disputeId)
  ctx.checkRevision(dispute.revision)
  const { invoiceId, invoiceNumber, state } = dispute
  if (state !== 'open') throw new Refused('dispute_not_open', { disputeId, state })
  const revision = dispute.revision + 1
  await ctx.tx.run(sql`
    update collections.dispute
    set state = ${outcome}, resolution = ${resolution}, resolved_on = ${ctx.call.today}, revision = ${revision}
    where tenant_id = kernel.tenant_id() and id = ${disputeId}`)
  return {
    output: { disputeId, state: outcome, revision },
    touched: [
      { type: 'dispute', id: disputeId, before: { state }, after: { state: outcome, resolution } },
      { type: 'invoice', id: invoiceId, after: { disputeId, state: outcome } },
    ],
    events: [
      {
        type: 'collections.disputeResolved',
        key: disputeId,
        payload: { disputeId, invoiceId, invoiceNumber, outcome, resolution },
      },
    ],
  }
})
