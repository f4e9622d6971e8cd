import { type Invoice, lockInvoices } from '#flow/billing'
import { handle } from '#kernel/handle.ts'
import { formatMoney, type Money, money } from '#kernel/money.ts'
import { Refused, refuseIf } from '#kernel/refusal.ts'
import { allocationDay, allocationRefusal } from './allocation.ts'
import { allocate } from './contract.ts'
import { lockReceipt, type Receipt } from './receipt-table.ts'
import { type Payment, settle } from './settle.ts'

export const allocateReceipt = handle(allocate, async (ctx, { receiptId, allocations, allocatedOn }) => {
  const receipt = await lockReceipt(ctx.tx, receiptId)
  ctx.checkRevision(receipt.revision)
  const invoices = await lockInvoices(
    ctx.tx,
    allocations.map(({ invoiceId }) => invoiceId),
  )
  const byId = new Map(invoices.map((invoice) => [invoice.id, invoice]))
  const payments = allocations.map(({ invoiceId, amount }) =>
    checked(receipt, byId.get(invoiceId) as Invoice, amount),
  )
  requireUnapplied(receipt, payments)
  const earliest = allocationDay(receipt.receivedOn, ...invoices.map(({ invoiceDate }) => invoiceDate))
  if (allocatedOn !== undefined && allocatedOn < earliest)
    throw new Refused('allocation_too_early', { earliest })
  const day = allocatedOn ?? allocationDay(ctx.call.today, earliest)
  const { receipt: after, settled, touched, events } = await settle(ctx, receipt, payments, day)
  const inCurrency = (minor: bigint) => money(minor, after.currency)
  return {
    output: {
      receiptId,
      unapplied: inCurrency(after.unappliedMinor),
      allocations: settled.map(({ id, invoice, cash, receivable }) => ({
        id,
        invoiceId: invoice.id,
        invoiceNumber: invoice.number ?? '',
        allocatedOn: day,
        amount: inCurrency(receivable.minor),
        exchangeGain: money(cash.functional - receivable.functional, after.functionalCurrency),
        reversesId: null,
        invoiceState: invoice.state as 'partially_paid' | 'paid' | 'written_off',
        invoiceOpen: inCurrency(invoice.openMinor),
      })),
      revision: after.revision,
    },
    touched,
    events,
  }
})

const inWords = (amount: Money) => `${formatMoney(amount)} ${amount.currency}`

function checked(receipt: Receipt, invoice: Invoice, amount: Money): Payment {
  if (amount.currency !== receipt.currency) {
    throw new Refused('invoice_currency_mismatch', {
      number: invoice.number,
      expected: amount.currency,
      actual: receipt.currency,
    })
  }
  refuseIf(allocationRefusal(receipt, invoice, amount.minor), {
    number: invoice.number,
    state: invoice.state,
    open: inWords(money(invoice.openMinor, invoice.currency)),
    asked: inWords(amount),
    expected: invoice.currency,
    actual: receipt.currency,
  })
  return { invoice, minor: amount.minor }
}

function requireUnapplied(receipt: Receipt, payments: readonly Payment[]): void {
  const asked = payments.reduce((sum, { minor }) => sum + minor, 0n)
  if (asked <= receipt.unappliedMinor) return
  throw new Refused('receipt_over_allocated', {
    unapplied: inWords(money(receipt.unappliedMinor, receipt.currency)),
    asked: inWords(money(asked, receipt.currency)),
  })
}
