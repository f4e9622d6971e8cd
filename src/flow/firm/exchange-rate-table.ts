/** Exchange rates as other rooms ask for them; `firm.rate_on` is their twin for set-based statements. */
import type { PlainDate } from '#kernel/dates.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql, type Tx } from '#kernel/sql.ts'

/** From one currency to another. */
export interface CurrencyPair {
  readonly source: string
  readonly target: string
}

/** Exchange rates of one day, by pair. */
export interface ExchangeRates {
  /** What one unit of source is worth in target, as decimal text. Asking for a pair that was not looked up is a fault. */
  of(source: string, target: string): string
}

/**
 * What one unit of source is worth in target on a day, as decimal text: the last rate from or before that day, in
 * either direction. Refuses `exchange_rate_missing`.
 */
export async function rateOn(tx: Tx, source: string, target: string, day: PlainDate): Promise<string> {
  return (await exchangeRatesOn(tx, [{ source, target }], day)).of(source, target)
}

/** The rates of several pairs on a day, in one statement. Refuses `exchange_rate_missing` for the first without. */
export async function exchangeRatesOn(
  tx: Tx,
  pairs: readonly CurrencyPair[],
  day: PlainDate,
): Promise<ExchangeRates> {
  const rows = await tx.rows(sql<CurrencyPair & { rate: string | null }>`
    select distinct source, target, firm.rate_on(source, target, ${day}::date) as rate
    from unnest(${pairs.map((pair) => pair.source)}::text[], ${pairs.map((pair) => pair.target)}::text[])
      as pair (source, target)`)
  const rates = new Map<string, string>()
  for (const { source, target, rate } of rows) {
    if (rate === null) throw new Refused('exchange_rate_missing', { source, target, day })
    rates.set(`${source}/${target}`, rate)
  }
  return {
    of(source, target) {
      const rate = rates.get(`${source}/${target}`)
      if (rate === undefined) throw new Error(`the rate ${source}/${target} was not looked up`)
      return rate
    },
  }
}
