/** Entries before they are posted: what a room hands to the ledger, and whether it balances. */
import type { PlainDate } from '#kernel/dates.ts'
import type { Money } from '#kernel/money.ts'
import type { Control, Subledger } from './shapes.ts'

/** An account by the role it plays in the book (how posting rules speak) or by its code (how people do). */
export type AccountRef = { readonly role: string } | { readonly code: string }

/** Whom and what a line is about; the ledger sums by these and knows nothing else of them. */
export interface Dimensions {
  readonly clientId?: string | null | undefined
  readonly contractId?: string | null | undefined
  readonly projectId?: string | null | undefined
  readonly personId?: string | null | undefined
  readonly practice?: string | null | undefined
  readonly region?: string | null | undefined
}

/** The document a line belongs to, for open items: an invoice, a bill, a receipt. */
export interface DocumentRef {
  readonly type: string
  readonly id: string
}

export interface NewLine extends Dimensions {
  readonly account: AccountRef
  /** In the currency of the transaction; debit above zero, credit below. Zero where the line only values another. */
  readonly amount: Money
  /** The same in minor units of the book's functional currency. */
  readonly functional: bigint
  /** One unit of the transaction currency in functional currency, decimal text; for information. */
  readonly rate?: string | null | undefined
  readonly document?: DocumentRef | undefined
}

export interface NewEntry {
  /** Made when absent. */
  readonly id?: string | undefined
  readonly bookId: string
  readonly date: PlainDate
  readonly subledger: Subledger
  readonly description: string
  /** What happened. Source, rule and book together are posted once; the second delivery posts nothing. */
  readonly source: { readonly type: string; readonly id: string }
  /** The posting rule that made it. */
  readonly rule: string
  readonly reversesId?: string | undefined
  readonly lines: readonly NewLine[]
}

/** By how much an entry does not balance: per transaction currency, and in the functional currency of its book. */
export interface Imbalance {
  readonly byCurrency: ReadonlyMap<string, bigint>
  readonly functional: bigint
}

/** The imbalance of lines, or null when every transaction currency and the functional value sum to zero. */
export function imbalanceOf(lines: readonly Pick<NewLine, 'amount' | 'functional'>[]): Imbalance | null {
  const sums = new Map<string, bigint>()
  let functional = 0n
  for (const line of lines) {
    sums.set(line.amount.currency, (sums.get(line.amount.currency) ?? 0n) + line.amount.minor)
    functional += line.functional
  }
  const byCurrency = new Map([...sums].filter(([, sum]) => sum !== 0n))
  return byCurrency.size === 0 && functional === 0n ? null : { byCurrency, functional }
}

/** Stops the program when a room hands over an entry that does not balance: that is a fault of its rule. */
export function assertBalanced(entry: Pick<NewEntry, 'rule' | 'source' | 'lines'>): void {
  const imbalance = imbalanceOf(entry.lines)
  if (imbalance === null && entry.lines.filter(saysSomething).length >= 2) return
  const uneven = [...(imbalance?.byCurrency ?? [])].map(([currency, minor]) => `${currency} ${minor}`)
  throw new Error(
    `posting rule ${entry.rule} on ${entry.source.type} ${entry.source.id} does not balance: functional ${imbalance?.functional ?? 0n}, ${uneven.join(', ') || 'fewer than two lines'}`,
  )
}

/** Lines of nothing are left out when an entry is posted. */
export function saysSomething(line: Pick<NewLine, 'amount' | 'functional'>): boolean {
  return line.amount.minor !== 0n || line.functional !== 0n
}

/** The lines that undo an entry: the same accounts and dimensions with the sides turned round. */
export function reversalLines(lines: readonly NewLine[]): NewLine[] {
  return lines.map((line) => ({
    ...line,
    amount: { minor: -line.amount.minor, currency: line.amount.currency },
    functional: -line.functional,
  }))
}

/** Which control accounts people may post to by hand: a bank is not kept by any room, the others are. */
export function mayPostByHand(control: Control | null): boolean {
  return control === null || control === 'bank'
}
