import { answer } from '#kernel/handle.ts'
import { list, shownAs } from '#kernel/list.ts'
import { money } from '#kernel/money.ts'
import { sql } from '#kernel/sql.ts'
import { listInvoices as contract } from './contract.ts'
import { type InvoiceRow, invoiceRows } from './invoice-facts.ts'

export const listInvoices = answer(contract, async (ctx, input) => {
  const page = await list<InvoiceRow>(
    ctx.tx,
    {
      from: invoiceRows,
      where: [
        input.state && sql`q.state = ${input.state}`,
        input.clientId && sql`q."clientId" = ${input.clientId}`,
        input.contractId && sql`q."contractId" = ${input.contractId}`,
        input.runId && sql`q."runId" = ${input.runId}`,
        input.openOnly && sql`q."openMinor" > 0`,
      ].map((condition) => condition || undefined),
      sorts: { invoiceDate: 'invoiceDate', dueDate: 'dueDate' },
      groups: {
        state: { by: 'state' },
        clientId: { by: 'clientId', label: 'clientName', kind: 'id' },
        month: { by: 'invoiceDate', kind: 'month' },
      },
      sums: { amounts: { net: 'netMinor', tax: 'taxMinor', gross: 'grossMinor', open: 'openMinor' } },
    },
    input,
  )
  return shownAs(page, shown)
})

/** A row with its amounts as money. */
export function shown({
  netMinor,
  taxMinor,
  grossMinor,
  openMinor,
  creditedMinor,
  writtenOffMinor,
  ...row
}: InvoiceRow) {
  const amount = (minor: bigint) => money(minor, row.currency)
  return {
    ...row,
    net: amount(netMinor),
    tax: amount(taxMinor),
    gross: amount(grossMinor),
    open: amount(openMinor),
    credited: amount(creditedMinor),
    writtenOff: amount(writtenOffMinor),
  }
}
