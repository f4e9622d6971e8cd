import { handle } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql, type Tx } from '#kernel/sql.ts'
import { type Account, accountsOfBook } from './account-table.ts'
import { addAccount as contract } from './contract.ts'
import { bookOf } from './period-table.ts'

export const addAccount = handle(
  contract,
  async (ctx, { bookId, code, name, type, control, currency, roles }) => {
    await bookOf(ctx.tx, bookId)
    await refuseTaken(ctx.tx, bookId, code, roles)
    await ctx.tx.run(sql`
    insert into ledger.account (book_id, code, name, type, control, currency)
    values (${bookId}, ${code}, ${name}, ${type}, ${control ?? null}, ${currency ?? null})`)
    await ctx.tx.run(sql`
    insert into ledger.account_role (book_id, role, account)
    select ${bookId}, role, ${code}
    from unnest(${roles}::text[]) as role`)
    const output = { id: code, code, name, type, control: control ?? null, currency: currency ?? null, roles }
    return { output, touched: [{ type: 'account', id: `${bookId}:${code}`, after: output }] }
  },
)

async function refuseTaken(tx: Tx, bookId: string, code: string, roles: readonly string[]): Promise<void> {
  const accounts = await tx.rows(sql<Account>`${accountsOfBook(bookId)}`)
  const twin = accounts.find((account) => account.code === code)
  if (twin) throw new Refused('account_already_exists', { bookId, code, name: twin.name })
  for (const account of accounts) {
    const role = account.roles.find((taken) => roles.includes(taken))
    if (role) throw new Refused('account_role_taken', { bookId, role, account: account.code })
  }
}
