/**
 * A book as an hledger journal (https://hledger.org/hledger.html#journal): accounts and commodities declared, entries
 * in the order of their days, foreign amounts with their total value (`@@`) in the functional currency, so that
 * `hledger check balanced accounts commodities ordereddates` accepts it and every report agrees with ours.
 */
import { formatMoney, minorDigits, money } from '#kernel/money.ts'
import type { AccountType } from './shapes.ts'

export interface ExportedAccount {
  readonly code: string
  readonly name: string
  readonly type: AccountType
}

export interface ExportedLine {
  readonly account: string
  readonly amountMinor: bigint
  readonly currency: string
  readonly functionalMinor: bigint
  readonly tags: Readonly<Record<string, string | null>>
}

export interface ExportedEntry {
  readonly id: string
  readonly number: string
  readonly date: string
  readonly description: string
  readonly sourceType: string
  readonly sourceId: string
  readonly journalId: string
  readonly lines: readonly ExportedLine[]
}

const places: Readonly<Record<AccountType, readonly [string, string]>> = {
  asset: ['assets', 'A'],
  liability: ['liabilities', 'L'],
  equity: ['equity', 'E'],
  income: ['income', 'R'],
  expense: ['expenses', 'X'],
}

/** The journal as text. */
export function hledgerJournal(
  book: { readonly name: string; readonly currency: string },
  accounts: readonly ExportedAccount[],
  entries: readonly ExportedEntry[],
): string {
  const names = new Map(accounts.map((account) => [account.code, fullName(account)]))
  const currencies = new Set([
    book.currency,
    ...entries.flatMap((entry) => entry.lines.map((line) => line.currency)),
  ])
  const sections = [
    `; ${plain(book.name)}, in ${book.currency}`,
    'decimal-mark .',
    [...currencies].sort().map(commodity).join('\n'),
    accounts.map((account) => `account ${fullName(account)}  ; type:${places[account.type][1]}`).join('\n'),
    ...entries.map((entry) => transaction(entry, book.currency, names)),
  ]
  return `${sections.join('\n\n')}\n`
}

function fullName({ type, code, name }: ExportedAccount): string {
  return `${places[type][0]}:${code} ${plain(name).replaceAll(':', ' ')}`.trim()
}

function commodity(currency: string): string {
  const digits = minorDigits(currency)
  return `commodity ${currency} 1000.${'0'.repeat(digits)}`
}

function transaction(entry: ExportedEntry, functional: string, names: ReadonlyMap<string, string>): string {
  const origin = `entry:${entry.id}, source:${entry.sourceType} ${entry.sourceId}, journal:${entry.journalId}`
  const postings = entry.lines.map((line) =>
    posting(line, functional, names.get(line.account) ?? line.account),
  )
  return [`${entry.date} (${entry.number}) ${plain(entry.description)}  ; ${origin}`, ...postings].join('\n')
}

function posting(line: ExportedLine, functional: string, account: string): string {
  const tags = Object.entries(line.tags).flatMap(([tag, value]) =>
    value === null ? [] : [`${tag}:${plain(value).replaceAll(',', ' ')}`],
  )
  const comment = tags.length > 0 ? `  ; ${tags.join(', ')}` : ''
  return `    ${account}  ${worth(line, functional)}${comment}`
}

/** An amount with its value: foreign money at its total value, and what only values another as functional money. */
function worth({ amountMinor, currency, functionalMinor }: ExportedLine, functional: string): string {
  const amount = `${currency} ${formatMoney(money(amountMinor, currency))}`
  if (currency === functional) return amount
  const value = money(functionalMinor, functional)
  if (amountMinor === 0n) return `${functional} ${formatMoney(value)}`
  const unsigned = money(functionalMinor < 0n ? -functionalMinor : functionalMinor, functional)
  return `${amount} @@ ${functional} ${formatMoney(unsigned)}`
}

/** Free text without what the format reads as its own: line ends, comments and the double space that ends a name. */
function plain(text: string): string {
  return text
    .replace(/[\r\n;|]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}
