/** How accounts make up a statement. Pure: no database, no clock. */
import { addDays, monthEnd, monthStart, type PlainDate } from '#kernel/dates.ts'
import type { AccountType } from './shapes.ts'

export type ResultGroup = 'revenue' | 'cost_of_services' | 'operating_expenses' | 'other'
export type BalanceGroup = 'current_assets' | 'non_current_assets' | 'liabilities' | 'equity'

/** The groups of a result in their order, with what is summed up after each. */
export const resultGroups = [
  ['revenue', null],
  ['cost_of_services', 'gross_profit'],
  ['operating_expenses', 'operating_result'],
  ['other', 'result'],
] as const satisfies readonly (readonly [ResultGroup, string | null])[]

export const balanceGroups: readonly BalanceGroup[] = [
  'current_assets',
  'non_current_assets',
  'liabilities',
  'equity',
]

/**
 * Where an account stands in the result, by its type and the first digit of its code, as the shipped chart numbers
 * them: 7 is exchange, rounding and other, whatever its type; 5 is what the services cost. Null for a balance account.
 */
export function resultGroupOf(code: string, type: AccountType): ResultGroup | null {
  if (type !== 'income' && type !== 'expense') return null
  if (code.startsWith('7')) return 'other'
  if (type === 'income') return 'revenue'
  return code.startsWith('5') ? 'cost_of_services' : 'operating_expenses'
}

/** Where an account stands in the balance sheet; assets from 15 on serve longer than a year. Null for a result account. */
export function balanceGroupOf(code: string, type: AccountType): BalanceGroup | null {
  if (type === 'asset') return /^1[5-9]/.test(code) ? 'non_current_assets' : 'current_assets'
  if (type === 'liability') return 'liabilities'
  return type === 'equity' ? 'equity' : null
}

export interface Span {
  readonly from: PlainDate
  readonly to: PlainDate
}

/** The calendar months of [from, to], the first and last as far as they belong to it. */
export function monthSpans(from: PlainDate, to: PlainDate): Span[] {
  const spans: Span[] = []
  for (let start = from; start <= to; start = addDays(monthEnd(start), 1)) {
    const end = monthEnd(start)
    spans.push({ from: start, to: end < to ? end : to })
  }
  return spans
}

/** The months that are not wholly before, between or after the two days, each up to the last day that counts. */
export function brokenMonths(from: PlainDate, to: PlainDate): Span[] {
  const spans = new Map<PlainDate, PlainDate>()
  if (from !== monthStart(from)) spans.set(monthStart(from), monthEnd(from))
  if (to !== monthEnd(to)) spans.set(monthStart(to), to)
  return [...spans].map(([start, end]) => ({ from: start, to: end < to ? end : to }))
}
