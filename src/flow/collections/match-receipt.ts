import { lockInvoices } from '#flow/billing'
import { type Context, handle } from '#kernel/handle.ts'
import { money } from '#kernel/money.ts'
import { allocationDay } from './allocation.ts'
import { candidatesOf } from './candidates.ts'
import { match } from './contract.ts'
import { sentenceOf } from './match-reasons.ts'
import { allAllocated, matchReceipt as decide, type Match } from './matching.ts'
import { lockReceipt, type Receipt } from './receipt-table.ts'
import { type Payment, type Settlement, settle } from './settle.ts'

/** Asked again, it answers for what is left; of a receipt that is allocated it says so and does nothing. */
export const matchReceipt = handle(match, async (ctx, { receiptId }) => {
  const receipt = await lockReceipt(ctx.tx, receiptId)
  const { matched, parts, reason, settlement } = await matchAndPay(ctx, receipt)
  const after = settlement?.receipt ?? receipt
  return {
    output: {
      receiptId,
      matched,
      allocations: parts.map(({ invoiceId, number, minor }) => ({
        invoiceId,
        invoiceNumber: number,
        amount: money(minor, receipt.currency),
      })),
      why: sentenceOf(reason),
      unapplied: money(after.unappliedMinor, after.currency),
      revision: after.revision,
    },
    touched: settlement?.touched ?? [{ type: 'receipt', id: receiptId }],
    events: settlement?.events ?? [],
  }
})

/** The candidates are locked before it is decided: somebody may be paying the same invoices just now. */
async function matchAndPay(ctx: Context, receipt: Receipt): Promise<Match & { settlement?: Settlement }> {
  if (receipt.unappliedMinor === 0n) return allAllocated
  const candidates = await candidatesOf(ctx.tx, receipt)
  const invoices = await lockInvoices(
    ctx.tx,
    candidates.map(({ id }) => id),
  )
  const decision = decide(
    receipt,
    invoices.map((invoice) => ({ ...invoice, number: invoice.number ?? '' })),
  )
  if (!decision.matched) return decision
  const byId = new Map(invoices.map((invoice) => [invoice.id, invoice]))
  const payments = decision.parts.map(({ invoiceId, minor }): Payment => {
    const invoice = byId.get(invoiceId)
    if (!invoice) throw new Error(`invoice ${invoiceId} was matched without being a candidate`)
    return { invoice, minor }
  })
  const day = allocationDay(
    ctx.call.today,
    receipt.receivedOn,
    ...payments.map(({ invoice }) => invoice.invoiceDate),
  )
  return { ...decision, settlement: await settle(ctx, receipt, payments, day) }
}
