import { addDays, type PlainDate } from '#kernel/dates.ts'
import { answer } from '#kernel/handle.ts'
import { type Money, money } from '#kernel/money.ts'
import { balanceSheet as contract } from './contract.ts'
import { type AccountMovement, movementsByMonth } from './movements.ts'
import { bookOf } from './period-table.ts'
import { type BalanceGroup, balanceGroupOf, balanceGroups, resultGroupOf } from './statement.ts'

interface SheetLine {
  readonly group: BalanceGroup
  readonly account: string | null
  readonly name: string
  /** Debits less credits. */
  readonly minor: bigint
  /** The days whose movements make it up. */
  readonly from: PlainDate
  readonly to: PlainDate
}

/**
 * Results that nobody has carried to an account of equity yet are equity all the same: those of earlier years in one
 * line, that of the year in another. So both sides are equal on any day.
 */
export const balanceSheet = answer(contract, async ({ tx }, { bookId, asOf }) => {
  const book = await bookOf(tx, bookId)
  const movements = asOf < book.startsOn ? [] : await movementsByMonth(tx, bookId, book.startsOn, asOf)
  const year = `${asOf.slice(0, 4)}-01-01`
  const yearStart = year > book.startsOn ? year : book.startsOn
  const lines: SheetLine[] = [
    ...accountLines(movements, book.startsOn, asOf),
    ...(yearStart > book.startsOn
      ? [resultLine('Results of earlier years', movements, book.startsOn, addDays(yearStart, -1))]
      : []),
    resultLine('Result of the year', movements, yearStart, asOf),
  ].filter((line) => line.minor !== 0n)
  const inBook = (minor: bigint): Money => money(minor, book.currency)
  const groups = balanceGroups.map((group) => {
    const side = group.endsWith('assets') ? ('assets' as const) : ('liabilities_and_equity' as const)
    const sign = side === 'assets' ? 1n : -1n
    const own = lines.filter((line) => line.group === group)
    return {
      group,
      side,
      lines: own.map(({ account, name, minor, from, to }) => ({
        account,
        name,
        balance: inBook(sign * minor),
        opens:
          account === null
            ? { query: 'ledger.profitAndLoss' as const, input: { bookId, from, to } }
            : { query: 'ledger.accountStatement' as const, input: { bookId, account, from, to } },
      })),
      total: inBook(own.reduce((sum, line) => sum + sign * line.minor, 0n)),
    }
  })
  const totalOf = (wanted: 'assets' | 'liabilities_and_equity') =>
    inBook(groups.reduce((sum, { side, total }) => (side === wanted ? sum + total.minor : sum), 0n))
  return {
    bookId,
    currency: book.currency,
    asOf,
    groups,
    assets: totalOf('assets'),
    liabilitiesAndEquity: totalOf('liabilities_and_equity'),
  }
})

function accountLines(movements: readonly AccountMovement[], from: PlainDate, to: PlainDate): SheetLine[] {
  return [...Map.groupBy(movements, ({ account }) => account)].flatMap(([account, own]) => {
    const [first] = own
    const group = first ? balanceGroupOf(account, first.type) : null
    if (!first || group === null) return []
    return [{ group, account, name: first.name, minor: sum(own), from, to }]
  })
}

/** The result of some days as equity: what the accounts of the result moved by in their months. */
function resultLine(
  name: string,
  movements: readonly AccountMovement[],
  from: PlainDate,
  to: PlainDate,
): SheetLine {
  const own = movements.filter(
    ({ account, type, month }) => resultGroupOf(account, type) !== null && month >= from && month <= to,
  )
  return { group: 'equity', account: null, name, minor: sum(own), from, to }
}

const sum = (movements: readonly AccountMovement[]) =>
  movements.reduce((total, { minor }) => total + minor, 0n)
