/** Taking allocations back: by hand, or because what they paid is credited. */
import { reverseEntries } from '#engines/ledger'
import { applyPayments, type Invoice, lockInvoices } from '#flow/billing'
import type { BusinessEvent, Context, Touched } from '#kernel/handle.ts'
import { newId } from '#kernel/id.ts'
import { formatMoney, money } from '#kernel/money.ts'
import { type RawBuilder, sql, type Tx } from '#kernel/sql.ts'
import { allocationDay } from './allocation.ts'
import { lockReceipt, type Receipt, setUnapplied } from './receipt-table.ts'
import { settle } from './settle.ts'

/** An allocation nobody has taken back. Amounts are minor units, functional ones of the entity's currency. */
export interface Standing {
  readonly id: string
  readonly receiptId: string
  readonly invoiceId: string
  readonly allocatedOn: string
  readonly minor: bigint
  readonly functionalMinor: bigint
  readonly gainMinor: bigint
}

/** The allocations that stand and that a condition on `allocation` allows, newest first. */
export function standingAllocations(tx: Tx, condition: RawBuilder<unknown>): Promise<Standing[]> {
  return tx.rows(sql<Standing>`
    select id, receipt_id as "receiptId", invoice_id as "invoiceId", allocated_on as "allocatedOn", amount_minor as minor,
      functional_minor as "functionalMinor", exchange_gain_minor as "gainMinor"
    from collections.allocation
    where tenant_id = kernel.tenant_id() and ${condition} and reverses_id is null
      and not exists (
        select from collections.allocation as reversal
        where reversal.tenant_id = allocation.tenant_id and reversal.reverses_id = allocation.id)
    order by allocated_on desc, id desc`)
}

/** Both sides, which the caller has locked, get back exactly what left them; no exchange difference is left behind. */
export async function takeBack(
  ctx: Context,
  back: {
    readonly receipt: Receipt
    readonly invoice: Invoice
    readonly allocation: Standing
    readonly reason: string
  },
) {
  const { receipt, invoice, allocation, reason } = back
  const { tx, journalId } = ctx
  const day = allocationDay(ctx.call.today, allocation.allocatedOn)
  await reverseEntries(ctx, [allocation.id], { date: day, description: `Taken back: ${reason}` })
  const [open] = await applyPayments(tx, [
    { invoice, minor: -allocation.minor, functionalMinor: -allocation.functionalMinor },
  ])
  if (!open) throw new Error(`invoice ${invoice.id} got nothing back`)
  const after = await setUnapplied(tx, receipt, {
    unappliedMinor: receipt.unappliedMinor + allocation.minor,
    functionalUnappliedMinor:
      receipt.functionalUnappliedMinor + allocation.functionalMinor + allocation.gainMinor,
  })
  const reversalId = newId()
  await tx.run(sql`
    insert into collections.allocation (id, receipt_id, invoice_id, allocated_on, amount_minor, functional_minor,
      exchange_gain_minor, reverses_id, journal_id)
    select ${reversalId}, receipt_id, invoice_id, ${day}, -amount_minor, -functional_minor, -exchange_gain_minor, id, ${journalId}
    from collections.allocation
    where tenant_id = kernel.tenant_id() and id = ${allocation.id}`)
  const event: BusinessEvent = {
    type: 'collections.allocationTakenBack',
    key: receipt.id,
    payload: {
      receiptId: receipt.id,
      invoiceId: invoice.id,
      amount: formatMoney(money(allocation.minor, receipt.currency)),
      currency: receipt.currency,
      reason,
    },
  }
  return { receipt: after, invoice: open, reversalId, event }
}

/** Locks an invoice after the receipts that pay it, as allocating does. Refuses `invoice_not_found`. */
export async function lockPaidInvoice(tx: Tx, invoiceId: string): Promise<Invoice> {
  const paying = await standingAllocations(tx, sql`allocation.invoice_id = ${invoiceId}`)
  for (const receiptId of [...new Set(paying.map((one) => one.receiptId))].sort())
    await lockReceipt(tx, receiptId)
  const [invoice] = await lockInvoices(tx, [invoiceId])
  if (!invoice) throw new Error(`invoice ${invoiceId} was not locked`)
  return invoice
}

/** An invoice with as much open as is wanted, and what had to happen for it. */
export interface Freed {
  readonly invoice: Invoice
  readonly touched: readonly Touched[]
  readonly events: readonly BusinessEvent[]
}

/**
 * Opens so much of a locked invoice that an amount can be taken off it: allocations are taken back, the newest first,
 * and what the last one paid beyond that is allocated again. The cash is unapplied: it is owed to the client.
 */
export async function freeCash(
  ctx: Context,
  invoice: Invoice,
  minor: bigint,
  reason: string,
): Promise<Freed> {
  let open = invoice
  const receipts = new Map<string, { readonly before: Receipt; after: Receipt }>()
  const events: BusinessEvent[] = []
  const paying = await standingAllocations(ctx.tx, sql`allocation.invoice_id = ${invoice.id}`)
  for (const allocation of paying) {
    if (open.openMinor >= minor) break
    const before =
      receipts.get(allocation.receiptId)?.after ?? (await lockReceipt(ctx.tx, allocation.receiptId))
    const taken = await takeBack(ctx, { receipt: before, invoice: open, allocation, reason })
    open = taken.invoice
    events.push(taken.event)
    let after = taken.receipt
    const beyond = open.openMinor - minor
    if (beyond > 0n) {
      const again = await settle(
        ctx,
        after,
        [{ invoice: open, minor: beyond }],
        allocationDay(ctx.call.today, allocation.allocatedOn),
      )
      open = again.settled[0]?.invoice ?? open
      after = again.receipt
    }
    receipts.set(allocation.receiptId, {
      before: receipts.get(allocation.receiptId)?.before ?? before,
      after,
    })
  }
  const touched = [...receipts.values()].map(({ before, after }) => ({
    type: 'receipt',
    id: after.id,
    before: { unappliedMinor: before.unappliedMinor },
    after: { unappliedMinor: after.unappliedMinor },
  }))
  return { invoice: open, touched, events }
}
