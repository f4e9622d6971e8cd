import { answer } from '#kernel/handle.ts'
import { list, shownAs } from '#kernel/list.ts'
import { money } from '#kernel/money.ts'
import { sql } from '#kernel/sql.ts'
import { listPromises as contract } from './contract.ts'
import { type PromiseRow, promiseRows } from './promise-rows.ts'

export const listPromises = answer(contract, async ({ tx, call }, input) => {
  const found = await list<PromiseRow>(
    tx,
    {
      from: promiseRows(call.today),
      where: [
        input.state && sql`q.state = ${input.state}`,
        input.clientId && sql`q."clientId" = ${input.clientId}`,
        input.invoiceId && sql`q."invoiceId" = ${input.invoiceId}`,
      ].map((condition) => condition || undefined),
      sorts: { dueOn: 'dueOn' },
      groups: { state: { by: 'state' }, clientId: { by: 'clientId', label: 'clientName', kind: 'id' } },
      sums: { amounts: { amount: 'amountMinor', received: 'receivedMinor' } },
    },
    input,
  )
  return shownAs(found, ({ amountMinor, receivedMinor, ...row }) => ({
    ...row,
    amount: money(amountMinor, row.currency),
    received: money(receivedMinor, row.currency),
  }))
})
