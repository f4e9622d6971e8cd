/** Exchange rates as other rooms ask for them; `firm.rate_on` is their twin for set-based statements. */
import type { PlainDate } from '#kernel/dates.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql, type Tx } from '#kernel/sql.ts'

/**
 * What one unit of source is worth in target on a day, as decimal text: the last rate from or before that day, in
 * either direction. Refuses `exchange_rate_missing`.
 */
export async function rateOn(tx: Tx, source: string, target: string, day: PlainDate): Promise<string> {
  const rates = await exchangeRatesOn(tx, [source], target, day)
  return rates.get(source) ?? '1'
}

/** What one unit of each source is worth in target on a day. Refuses `exchange_rate_missing` for the first without. */
export async function exchangeRatesOn(
  tx: Tx,
  sources: readonly string[],
  target: string,
  day: PlainDate,
): Promise<Map<string, string>> {
  const rows = await tx.rows(sql<{ source: string; rate: string | null }>`
    select source, firm.rate_on(source, ${target}, ${day}::date) as rate
    from unnest(${[...new Set(sources)]}::text[]) as source`)
  return new Map(
    rows.map(({ source, rate }) => {
      if (rate === null) throw new Refused('exchange_rate_missing', { source, target, day })
      return [source, rate]
    }),
  )
}
