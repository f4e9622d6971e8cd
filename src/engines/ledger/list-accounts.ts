import { answer } from '#kernel/handle.ts'
import { list } from '#kernel/list.ts'
import { sql } from '#kernel/sql.ts'
import { type Account, accountsOfBook } from './account-table.ts'
import { listAccounts as contract } from './contract.ts'
import { bookOf } from './period-table.ts'

export const listAccounts = answer(contract, async ({ tx }, { bookId, type, control, ...page }) => {
  await bookOf(tx, bookId)
  return list<Account>(
    tx,
    {
      from: accountsOfBook(bookId),
      where: [type && sql`type = ${type}`, control && sql`control = ${control}`],
      sorts: { code: 'code', name: 'name' },
    },
    page,
  )
})
