import { answer } from '#kernel/handle.ts'
import { type Money, money } from '#kernel/money.ts'
import { sql } from '#kernel/sql.ts'
import { trialBalance as contract } from './contract.ts'
import { bookOf } from './period-table.ts'
import type { AccountType } from './shapes.ts'
import { brokenMonths } from './statement.ts'

interface Row {
  readonly account: string
  readonly name: string
  readonly type: AccountType
  readonly opening: bigint
  readonly debit: bigint
  readonly credit: bigint
}

/** Whole months come from the balances, the days of a broken month from its lines. */
export const trialBalance = answer(contract, async ({ tx }, { bookId, from: asked, to }) => {
  const book = await bookOf(tx, bookId)
  const from = asked ?? `${to.slice(0, 4)}-01-01`
  const broken = brokenMonths(from, to)
  const rows = await tx.rows(sql<Row>`
    with movement as (
      select account,
        case when month < ${from} then functional_debit_minor - functional_credit_minor else 0 end as opening,
        case when month < ${from} then 0 else functional_debit_minor end as debit,
        case when month < ${from} then 0 else functional_credit_minor end as credit
      from ledger.balance
      where tenant_id = kernel.tenant_id()
        and book_id = ${bookId}
        and month <= ${to}
        and month <> all (${broken.map((span) => span.from)}::date[])
      union all
      select account.code,
        case when line.date < ${from} then line.functional_minor else 0 end,
        case when line.date < ${from} then 0 else greatest(line.functional_minor, 0) end,
        case when line.date < ${from} then 0 else greatest(-line.functional_minor, 0) end
      from unnest(${broken.map((span) => span.from)}::date[], ${broken.map((span) => span.to)}::date[]) as span (first, last)
      cross join ledger.account
      join ledger.line
        on line.tenant_id = account.tenant_id
        and line.book_id = account.book_id
        and line.account = account.code
        and line.date between span.first and span.last
      where account.tenant_id = kernel.tenant_id() and account.book_id = ${bookId}
    )
    select account.code as account, account.name, account.type,
      sum(movement.opening)::bigint as opening, sum(movement.debit)::bigint as debit, sum(movement.credit)::bigint as credit
    from movement
    join ledger.account
      on account.tenant_id = kernel.tenant_id()
      and account.book_id = ${bookId}
      and account.code = movement.account
    group by account.code, account.name, account.type
    order by account.code`)
  const inBook = (minor: bigint): Money => money(minor, book.currency)
  const total = (pick: (row: Row) => bigint): Money => inBook(rows.reduce((sum, row) => sum + pick(row), 0n))
  const closingOf = (row: Row) => row.opening + row.debit - row.credit
  return {
    bookId,
    currency: book.currency,
    from,
    to,
    rows: rows.map((row) => ({
      ...row,
      opening: inBook(row.opening),
      debit: inBook(row.debit),
      credit: inBook(row.credit),
      closing: inBook(closingOf(row)),
    })),
    debit: total((row) => row.debit),
    credit: total((row) => row.credit),
    closing: total(closingOf),
  }
})
