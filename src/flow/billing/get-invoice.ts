import { answer } from '#kernel/handle.ts'
import { money } from '#kernel/money.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql } from '#kernel/sql.ts'
import { getInvoice as contract } from './contract.ts'
import { type InvoiceRow, invoiceRows, linesOf, taxesOf } from './invoice-facts.ts'
import { shown } from './list-invoices.ts'

export const getInvoice = answer(contract, async ({ tx }, { invoiceId }) => {
  const row = await tx.maybe(sql<InvoiceRow>`select q.* from (${invoiceRows}) as q where q.id = ${invoiceId}`)
  if (!row) throw new Refused('invoice_not_found', { invoiceId })
  const [lines, taxes] = await Promise.all([linesOf(tx, invoiceId), taxesOf(tx, invoiceId)])
  const amount = (minor: bigint) => money(minor, row.currency)
  const { periodStart, periodEnd, purchaseOrder, fileId } = row
  return {
    ...shown(row),
    periodStart,
    periodEnd,
    purchaseOrder,
    fileId,
    lines: lines.map(({ netMinor, creditedMinor, ...line }) => ({
      ...line,
      net: amount(netMinor),
      credited: amount(creditedMinor),
    })),
    taxes: taxes.map(({ code, percent, netMinor, taxMinor }) => ({
      taxCode: code,
      percent,
      net: amount(netMinor),
      tax: amount(taxMinor),
    })),
  }
})
