import { lockInvoices } from '#flow/billing'
import { handle } from '#kernel/handle.ts'
import { money } from '#kernel/money.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql, type Tx } from '#kernel/sql.ts'
import { unallocate } from './contract.ts'
import { lockReceipt } from './receipt-table.ts'
import { standingAllocations, takeBack } from './take-back.ts'

/** Both sides get back exactly what left them, so no exchange difference is left behind. */
export const unallocateReceipt = handle(unallocate, async (ctx, { allocationId, reason }) => {
  const { tx } = ctx
  const receipt = await lockReceipt(tx, await receiptOf(tx, allocationId))
  // Read under the lock of its receipt, so that it cannot be taken back twice.
  const [allocation] = await standingAllocations(tx, sql`allocation.id = ${allocationId}`)
  if (!allocation) throw new Refused('allocation_taken_back', { allocationId })
  const [invoice] = await lockInvoices(tx, [allocation.invoiceId])
  if (!invoice) throw new Error(`allocation ${allocationId} names an invoice that is not there`)
  const taken = await takeBack(ctx, { receipt, invoice, allocation, reason })
  const { receipt: after, reversalId, invoice: open } = taken
  const invoiceState = open.state as 'posted' | 'sent' | 'partially_paid'
  const openMinor = open.openMinor
  return {
    output: {
      allocationId,
      reversalId,
      receiptId: receipt.id,
      unapplied: money(after.unappliedMinor, after.currency),
      invoiceId: invoice.id,
      invoiceState,
      invoiceOpen: money(openMinor, invoice.currency),
    },
    touched: [
      { type: 'allocation', id: allocationId, after: { reversalId, reason } },
      {
        type: 'receipt',
        id: receipt.id,
        before: { unappliedMinor: receipt.unappliedMinor },
        after: { unappliedMinor: after.unappliedMinor },
      },
      {
        type: 'invoice',
        id: invoice.id,
        before: { state: invoice.state, openMinor: invoice.openMinor },
        after: { state: invoiceState, openMinor },
      },
    ],
    events: [taken.event],
  }
})

/** Which receipt to lock first. */
async function receiptOf(tx: Tx, allocationId: string): Promise<string> {
  const found = await tx.maybe(sql<{ receiptId: string }>`
    select receipt_id as "receiptId"
    from collections.allocation
    where tenant_id = kernel.tenant_id() and id = ${allocationId}`)
  if (!found) throw new Refused('allocation_not_found', { allocationId })
  return found.receiptId
}
