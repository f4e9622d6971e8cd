/** Opening the books of a legal entity. */
import { monthStart, type PlainDate } from '#kernel/dates.ts'
import { sql, type Tx } from '#kernel/sql.ts'
import { type ChartName, charts } from './chart.ts'
import { openPeriods } from './period-table.ts'

export interface NewBook {
  /** The legal entity's id; it is the book's id too. */
  readonly id: string
  readonly name: string
  /** The functional currency. */
  readonly currency: string
  /** Any day of the first month of the books. */
  readonly startsOn: PlainDate
  readonly chart: ChartName
}

/** Opens the books of a legal entity with a shipped chart and the periods of its first year. */
export async function openBook(tx: Tx, book: NewBook): Promise<void> {
  const startsOn = monthStart(book.startsOn)
  const chart = charts[book.chart]
  const opened = await tx.run(sql`
    insert into ledger.book (id, name, currency, chart, starts_on)
    values (${book.id}, ${book.name}, ${book.currency}, ${book.chart}, ${startsOn})
    on conflict (tenant_id, id) do nothing`)
  if (opened === 0) throw new Error(`the book of legal entity ${book.id} is open already`)
  await tx.run(sql`
    insert into ledger.account (book_id, code, name, type, control, currency)
    select ${book.id}, code, name, type, control, currency
    from unnest(${chart.map((one) => one.code)}::text[], ${chart.map((one) => one.name)}::text[],
      ${chart.map((one) => one.type)}::text[], ${chart.map((one) => one.control ?? null)}::text[],
      ${chart.map((one) => one.currency ?? null)}::text[]) as given (code, name, type, control, currency)`)
  const roles = chart.flatMap((account) => account.roles.map((role) => ({ role, account: account.code })))
  await tx.run(sql`
    insert into ledger.account_role (book_id, role, account)
    select ${book.id}, role, account
    from unnest(${roles.map((one) => one.role)}::text[], ${roles.map((one) => one.account)}::text[]) as given (role, account)`)
  await openPeriods(tx, { ...book, startsOn }, startsOn)
}
