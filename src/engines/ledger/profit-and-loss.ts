import { addMonths, type PlainDate } from '#kernel/dates.ts'
import { answer } from '#kernel/handle.ts'
import { type Money, money } from '#kernel/money.ts'
import { Refused } from '#kernel/refusal.ts'
import { profitAndLoss as contract } from './contract.ts'
import { type AccountMovement, movementsByMonth } from './movements.ts'
import { bookOf } from './period-table.ts'
import { monthSpans, resultGroupOf, resultGroups, type Span } from './statement.ts'

const MONTHS_MAX = 60

/** An account's contribution to the result, one amount a column; above zero adds to it. */
interface ResultLine {
  readonly account: string
  readonly name: string
  readonly minor: readonly bigint[]
}

export const profitAndLoss = answer(contract, async ({ tx }, input) => {
  const { bookId, from: asked, to, by, ...dimensions } = input
  const book = await bookOf(tx, bookId)
  const from = asked ?? `${to.slice(0, 4)}-01-01`
  if (from > to || addMonths(from, MONTHS_MAX) <= to)
    throw new Refused('statement_period_wrong', { months: MONTHS_MAX })
  const columns: Span[] = by === 'month' ? monthSpans(from, to) : [{ from, to }]
  const movements = await movementsByMonth(tx, bookId, from, to, dimensions)
  const inBook = (minor: bigint): Money => money(minor, book.currency)
  const running = columns.map(() => 0n)
  const narrowed = Object.values(dimensions).some((value) => value !== undefined)
  const groups = resultGroups.map(([group, subtotal]) => {
    const lines = linesOf(
      movements.filter(({ account, type }) => resultGroupOf(account, type) === group),
      columns,
    )
    const sums = columns.map((_, column) => sum(lines.map(({ minor }) => minor[column] ?? 0n)))
    for (const [column, minor] of sums.entries()) running[column] = (running[column] ?? 0n) + minor
    return {
      group,
      lines: lines.map(({ account, name, minor }) => ({
        account,
        name,
        amounts: minor.map(inBook),
        total: inBook(sum(minor)),
        opens: opened({ bookId, account, from, to, ...dimensions }, narrowed),
      })),
      amounts: sums.map(inBook),
      total: inBook(sum(sums)),
      subtotal,
      subtotals: running.map(inBook),
      subtotalTotal: inBook(sum(running)),
    }
  })
  return { bookId, currency: book.currency, from, to, columns, groups, result: inBook(sum(running)) }
})

const sum = (minors: readonly bigint[]) => minors.reduce((total, minor) => total + minor, 0n)

/** The statement of an account has no dimensions, so what is narrowed opens the lines of the general ledger. */
function opened<Input>(input: Input, narrowed: boolean) {
  return { query: narrowed ? ('ledger.generalLedger' as const) : ('ledger.accountStatement' as const), input }
}

/** Credits add to the result. A column takes the movements of the months that begin in it or before its first day. */
function linesOf(movements: readonly AccountMovement[], columns: readonly Span[]): ResultLine[] {
  const columnOf = (month: PlainDate) =>
    columns.length === 1 ? 0 : columns.findIndex(({ from }) => from.slice(0, 7) === month.slice(0, 7))
  return [...Map.groupBy(movements, ({ account }) => account)].map(([account, own]) => {
    const minor = columns.map((_, column) =>
      sum(own.filter(({ month }) => columnOf(month) === column).map((movement) => -movement.minor)),
    )
    return { account, name: own[0]?.name ?? '', minor }
  })
}
