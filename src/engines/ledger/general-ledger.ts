import { answer } from '#kernel/handle.ts'
import { list } from '#kernel/list.ts'
import { sql } from '#kernel/sql.ts'
import { generalLedger as contract } from './contract.ts'
import { bookOf } from './period-table.ts'
import { type LineRow, lineRows, linesOfBook, shownLine } from './wire.ts'

export const generalLedger = answer(contract, async ({ tx }, input) => {
  const { bookId, account, from, to, clientId, contractId, projectId, personId, ...page } = input
  await bookOf(tx, bookId)
  const { items, nextCursor } = await list<LineRow>(
    tx,
    {
      from: account
        ? sql`${lineRows} where line.tenant_id = kernel.tenant_id() and line.book_id = ${bookId}`
        : sql`${linesOfBook} where entry.tenant_id = kernel.tenant_id() and entry.book_id = ${bookId}`,
      where: [
        account && sql`account = ${account}`,
        from && sql`date >= ${from}`,
        to && sql`date <= ${to}`,
        clientId && sql`"clientId" = ${clientId}`,
        contractId && sql`"contractId" = ${contractId}`,
        projectId && sql`"projectId" = ${projectId}`,
        personId && sql`"personId" = ${personId}`,
      ].map((condition) => condition || undefined),
      sorts: { date: 'date' },
    },
    page,
  )
  return { items: items.map((row) => shownLine(row)), nextCursor }
})
