import { answer } from '#kernel/handle.ts'
import { list } from '#kernel/list.ts'
import { sql } from '#kernel/sql.ts'
import { type AgedRow, ageingRows, inCurrency } from './ageing-rows.ts'
import { ageing } from './contract.ts'

interface AgeingRow extends AgedRow {
  readonly id: string
  readonly clientId: string
  readonly clientName: string
}

/** Cash that waits stands beside what is open: a client is not reminded of what was paid and not allocated. */
export const ageingByClient = answer(ageing, async ({ tx, call }, input) => {
  const { items, nextCursor } = await list<AgeingRow>(
    tx,
    {
      from: ageingRows(call.today, input),
      where: [input.clientId ? sql`q."clientId" = ${input.clientId}` : undefined],
      sorts: { clientName: 'clientName' },
    },
    input,
  )
  return { items: items.map(inCurrency), nextCursor }
})
