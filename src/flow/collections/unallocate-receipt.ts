import { reverseEntries } from '#engines/ledger'
import { applyPayments, lockInvoices } from '#flow/billing'
import { type Context, handle } from '#kernel/handle.ts'
import { newId } from '#kernel/id.ts'
import { formatMoney, money } from '#kernel/money.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql, type Tx } from '#kernel/sql.ts'
import { allocationDay } from './allocation.ts'
import { unallocate } from './contract.ts'
import { lockReceipt, setUnapplied } from './receipt-table.ts'

/** Both sides get back exactly what left them, so no exchange difference is left behind. */
export const unallocateReceipt = handle(unallocate, async (ctx, { allocationId, reason }) => {
  const { tx } = ctx
  const receipt = await lockReceipt(tx, await receiptOf(tx, allocationId))
  const allocation = await standingAllocation(tx, allocationId)
  const [invoice] = await lockInvoices(tx, [allocation.invoiceId])
  if (!invoice) throw new Error(`allocation ${allocationId} names an invoice that is not there`)
  const day = allocationDay(ctx.call.today, allocation.allocatedOn)
  await reverseEntries(ctx, [allocationId], { date: day, description: `Taken back: ${reason}` })
  const [open] = await applyPayments(tx, [
    { invoice, minor: -allocation.minor, functionalMinor: -allocation.functionalMinor },
  ])
  const after = await setUnapplied(tx, receipt, {
    unappliedMinor: receipt.unappliedMinor + allocation.minor,
    functionalUnappliedMinor:
      receipt.functionalUnappliedMinor + allocation.functionalMinor + allocation.gainMinor,
  })
  const reversalId = await insertReversal(ctx, allocationId, day)
  const invoiceState = open?.state as 'posted' | 'sent' | 'partially_paid'
  const openMinor = open?.openMinor ?? 0n
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
    events: [
      {
        type: 'collections.allocationTakenBack',
        key: receipt.id,
        payload: {
          receiptId: receipt.id,
          invoiceId: invoice.id,
          amount: formatMoney(money(allocation.minor, receipt.currency)),
          currency: receipt.currency,
          reason,
        },
      },
    ],
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

interface Standing {
  readonly invoiceId: string
  readonly allocatedOn: string
  readonly minor: bigint
  readonly functionalMinor: bigint
  readonly gainMinor: bigint
}

/** Read under the lock of its receipt, so that it cannot be taken back twice. */
async function standingAllocation(tx: Tx, allocationId: string): Promise<Standing> {
  const found = await tx.maybe(sql<Standing>`
    select invoice_id as "invoiceId", allocated_on as "allocatedOn", amount_minor as minor,
      functional_minor as "functionalMinor", exchange_gain_minor as "gainMinor"
    from collections.allocation
    where tenant_id = kernel.tenant_id() and id = ${allocationId} and reverses_id is null
      and not exists (
        select from collections.allocation as reversal
        where reversal.tenant_id = allocation.tenant_id and reversal.reverses_id = allocation.id)`)
  if (!found) throw new Refused('allocation_taken_back', { allocationId })
  return found
}

async function insertReversal(
  { tx, journalId }: Pick<Context, 'tx' | 'journalId'>,
  allocationId: string,
  day: string,
): Promise<string> {
  const reversalId = newId()
  await tx.run(sql`
    insert into collections.allocation (id, receipt_id, invoice_id, allocated_on, amount_minor, functional_minor,
      exchange_gain_minor, reverses_id, journal_id)
    select ${reversalId}, receipt_id, invoice_id, ${day}, -amount_minor, -functional_minor, -exchange_gain_minor, id, ${journalId}
    from collections.allocation
    where tenant_id = kernel.tenant_id() and id = ${allocationId}`)
  return reversalId
}
