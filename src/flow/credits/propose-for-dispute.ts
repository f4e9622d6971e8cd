import { billedOf, lockInvoices } from '#flow/billing'
import { disputeById } from '#flow/collections'
import { handle } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql, type Tx } from '#kernel/sql.ts'
import { proposeForDispute as contract } from './contract.ts'
import { linesOfAmount } from './credit-note.ts'
import { writeProposal } from './write-proposal.ts'

/** The work is given up: the client was right that it is not owed. */
export const proposeForDispute = handle(contract, async (ctx, { disputeId }) => {
  const dispute = await disputeById(ctx.tx, disputeId)
  const { invoiceId, lineNos, amountMinor, resolution, state } = dispute
  if (state !== 'upheld') throw new Refused('dispute_not_upheld', { disputeId, state })
  const [invoice] = await lockInvoices(ctx.tx, [invoiceId])
  if (!invoice) throw new Error(`dispute ${disputeId} names an invoice that is not there`)
  if (await isCredited(ctx.tx, disputeId))
    throw new Refused('dispute_credited', { disputeId, number: invoice.number })
  const billed = await billedOf(ctx.tx, invoiceId)
  const lines = linesOfAmount(billed, lineNos, amountMinor)
  return writeProposal(ctx, { invoice, billed, lines, reason: resolution, cause: 'not_owed', disputeId })
})

async function isCredited(tx: Tx, disputeId: string): Promise<boolean> {
  const note = await tx.maybe(sql`
    select 1 as found
    from credits.credit_note
    where tenant_id = kernel.tenant_id() and dispute_id = ${disputeId} and state <> 'rejected'`)
  return note !== undefined
}
