import { answer } from '#kernel/handle.ts'
import { list, shownAs } from '#kernel/list.ts'
import { money } from '#kernel/money.ts'
import { sql } from '#kernel/sql.ts'
import { listDisputes as contract } from './contract.ts'
import { type DisputeRow, disputeRows } from './dispute-table.ts'

export const listDisputes = answer(contract, async (ctx, input) => {
  const found = await list<DisputeRow>(
    ctx.tx,
    {
      from: disputeRows,
      where: [
        input.state && sql`q.state = ${input.state}`,
        input.cause && sql`q.cause = ${input.cause}`,
        input.clientId && sql`q."clientId" = ${input.clientId}`,
        input.invoiceId && sql`q."invoiceId" = ${input.invoiceId}`,
      ].map((condition) => condition || undefined),
      sorts: { openedOn: 'openedOn' },
      groups: {
        state: { by: 'state' },
        cause: { by: 'cause' },
        clientId: { by: 'clientId', label: 'clientName', kind: 'id' },
      },
      sums: { amounts: { amount: 'amountMinor' } },
    },
    input,
  )
  return shownAs(found, ({ amountMinor, lineNos, ...row }) => ({
    ...row,
    lineNos: [...lineNos],
    amount: money(amountMinor, row.currency),
  }))
})
