import { monthStart } from '#kernel/dates.ts'
import { answer } from '#kernel/handle.ts'
import { money } from '#kernel/money.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql } from '#kernel/sql.ts'
import { type Account, accountsOfBook } from './account-table.ts'
import { accountStatement as contract } from './contract.ts'
import { bookOf } from './period-table.ts'
import { type LineRow, lineRows, shownLine } from './wire.ts'

interface Movement extends LineRow {
  readonly balance: bigint
  readonly place: bigint
}

/** In the functional currency; the cursor is the place of the last movement shown. */
export const accountStatement = answer(
  contract,
  async ({ tx }, { bookId, account: code, from, to, limit, cursor }) => {
    const book = await bookOf(tx, bookId)
    const account = await tx.maybe(sql<Account>`${accountsOfBook(bookId)} and account.code = ${code}`)
    if (!account) throw new Refused('account_not_found', { bookId, code })
    const after = placeOf(cursor)
    const sums = await tx.one(sql<{ opening: bigint; movement: bigint }>`
    select (
        select coalesce(sum(functional_debit_minor - functional_credit_minor), 0)
        from ledger.balance
        where tenant_id = kernel.tenant_id()
          and book_id = ${bookId}
          and account = ${code}
          and month < ${monthStart(from)})::bigint
        + coalesce(sum(functional_minor) filter (where date < ${from}), 0)::bigint as opening,
      coalesce(sum(functional_minor) filter (where date >= ${from}), 0)::bigint as movement
    from ledger.line
    where tenant_id = kernel.tenant_id()
      and book_id = ${bookId}
      and account = ${code}
      and date between ${monthStart(from)} and ${to}`)
    const rows = await tx.rows(sql<Movement>`
    select *
    from (
      select movement.*,
        (${sums.opening} + sum("functionalMinor") over running)::bigint as balance,
        row_number() over running as place
      from (
        ${lineRows}
        where line.tenant_id = kernel.tenant_id()
          and line.book_id = ${bookId}
          and line.account = ${code}
          and line.date between ${from} and ${to}) as movement
      window running as (order by date, id rows unbounded preceding)
    ) as placed
    where place > ${after}
    order by place
    limit ${limit + 1}`)
    const shown = rows.slice(0, limit)
    const last = shown.at(-1)
    return {
      account: code,
      name: account.name,
      opening: money(sums.opening, book.currency),
      items: shown.map(({ balance, place: _place, ...row }) => ({
        ...shownLine(row),
        balance: money(balance, book.currency),
      })),
      closing: money(sums.opening + sums.movement, book.currency),
      nextCursor: rows.length > limit && last ? last.place.toString() : null,
    }
  },
)

function placeOf(cursor: string | undefined): bigint {
  if (cursor === undefined) return 0n
  if (!/^\d{1,18}$/.test(cursor)) throw new Refused('invalid_cursor')
  return BigInt(cursor)
}
