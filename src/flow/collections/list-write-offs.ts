import { answer } from '#kernel/handle.ts'
import { list, shownAs } from '#kernel/list.ts'
import { money } from '#kernel/money.ts'
import { sql } from '#kernel/sql.ts'
import { listWriteOffs as contract } from './contract.ts'
import { type WriteOffRow, writeOffRows } from './write-off-table.ts'

export const listWriteOffs = answer(contract, async ({ tx }, input) => {
  const found = await list<WriteOffRow>(
    tx,
    {
      from: writeOffRows,
      where: [
        input.state && sql`q.state = ${input.state}`,
        input.clientId && sql`q."clientId" = ${input.clientId}`,
        input.invoiceId && sql`q."invoiceId" = ${input.invoiceId}`,
      ].map((condition) => condition || undefined),
      sorts: { askedOn: 'askedOn' },
      groups: { state: { by: 'state' }, clientId: { by: 'clientId', label: 'clientName', kind: 'id' } },
      sums: { amounts: { amount: 'amountMinor', tax: 'taxMinor' } },
    },
    input,
  )
  return shownAs(found, ({ amountMinor, taxMinor, ...row }) => ({
    ...row,
    amount: money(amountMinor, row.currency),
    tax: money(taxMinor, row.currency),
  }))
})
