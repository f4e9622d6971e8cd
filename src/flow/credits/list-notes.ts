import { answer } from '#kernel/handle.ts'
import { list, shownAs } from '#kernel/list.ts'
import { money } from '#kernel/money.ts'
import { sql } from '#kernel/sql.ts'
import { listNotes as contract } from './contract.ts'
import { type CreditNoteRow, creditNoteRows } from './credit-note-table.ts'

export const listNotes = answer(contract, async ({ tx }, input) => {
  const page = await list<CreditNoteRow>(
    tx,
    {
      from: creditNoteRows,
      where: [
        input.state && sql`q.state = ${input.state}`,
        input.cause && sql`q.cause = ${input.cause}`,
        input.clientId && sql`q."clientId" = ${input.clientId}`,
        input.invoiceId && sql`q."invoiceId" = ${input.invoiceId}`,
      ].map((condition) => condition || undefined),
      sorts: { proposedAt: 'proposedAt' },
      groups: {
        state: { by: 'state' },
        cause: { by: 'cause' },
        clientId: { by: 'clientId', label: 'clientName', kind: 'id' },
      },
      sums: { amounts: { net: 'netMinor', tax: 'taxMinor', gross: 'grossMinor' } },
    },
    input,
  )
  return shownAs(page, shown)
})

/** A row with its amounts as money. */
export function shown({ netMinor, taxMinor, grossMinor, entityId: _, ...row }: CreditNoteRow) {
  const amount = (minor: bigint) => money(minor, row.currency)
  return { ...row, net: amount(netMinor), tax: amount(taxMinor), gross: amount(grossMinor) }
}
