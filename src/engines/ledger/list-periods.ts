import { answer } from '#kernel/handle.ts'
import { list } from '#kernel/list.ts'
import { sql } from '#kernel/sql.ts'
import { listPeriods as contract } from './contract.ts'
import { bookOf, type Period, periodColumns } from './period-table.ts'
import { shownPeriod } from './wire.ts'

export const listPeriods = answer(contract, async ({ tx }, { bookId, state, ...page }) => {
  await bookOf(tx, bookId)
  const { items, nextCursor } = await list<Period>(
    tx,
    {
      from: sql`
        select ${periodColumns}
        from ledger.period
        where tenant_id = kernel.tenant_id() and book_id = ${bookId}`,
      where: [state && sql`state = ${state}`],
      sorts: { month: 'month' },
    },
    page,
  )
  return { items: items.map(shownPeriod), nextCursor }
})
