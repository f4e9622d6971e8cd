/** Numbers of things that belong to the whole firm rather than to one legal entity. */
import { nextNumbers } from '#engines/documents'
import type { Context } from '#kernel/handle.ts'

/** The book of the firm-wide series; entities have capital codes, so none is called like it. */
export const FIRM_BOOK = 'firm'

/** What the firm numbers, and how the numbers look. */
export const firmSeries = {
  client: 'C-{number:5}',
  quote: 'Q-{year}-{number:4}',
  contract: 'K-{year}-{number:4}',
  project: 'P-{number:4}',
} as const

/**
 * The next numbers of a firm-wide series, in order. Others who number in it wait until this transaction ends, so
 * number late. Refuses `series_missing` before firm.setUp was run.
 */
export function firmNumbers(
  context: Pick<Context, 'tx' | 'journalId' | 'call'>,
  series: keyof typeof firmSeries,
  count: number,
): Promise<string[]> {
  return nextNumbers(context, { book: FIRM_BOOK, series }, context.call.today, count)
}
