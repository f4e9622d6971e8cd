import { answer } from '#kernel/handle.ts'
import { list } from '#kernel/list.ts'
import { sql } from '#kernel/sql.ts'
import { listBooks as contract } from './contract.ts'
import type { Book } from './period-table.ts'

export const listBooks = answer(contract, ({ tx }, page) =>
  list<Book>(
    tx,
    {
      from: sql`
        select id, name, currency, starts_on as "startsOn"
        from ledger.book
        where tenant_id = kernel.tenant_id()`,
      where: [],
      sorts: { name: 'name' },
    },
    page,
  ),
)
