/** The tables of the series: allocation of numbers under the counter's row lock, and their proof. */
import type { PlainDate } from '#kernel/dates.ts'
import type { Context } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql, type Tx } from '#kernel/sql.ts'
import { counterYear, numberShape } from './number-format.ts'

/** Which series: of which book, for which kind of document. */
export interface SeriesKey {
  readonly book: string
  readonly series: string
}

interface SeriesRow {
  readonly format: string
  readonly yearStartMonth: number
}

export async function loadSeries(tx: Tx, { book, series }: SeriesKey): Promise<SeriesRow> {
  const found = await tx.maybe(sql<SeriesRow>`
    select format, year_start_month as "yearStartMonth"
    from documents.series
    where tenant_id = kernel.tenant_id() and book = ${book} and series = ${series}`)
  if (!found) throw new Refused('series_missing', { book, series })
  return found
}

/**
 * Takes the next `count` numbers of a series, in order, for documents dated `date`. The counter's row stays locked
 * until the caller's transaction ends: a rollback gives the numbers back, so no number is ever missing. A command
 * that numbers in several series takes them in a fixed order (book, then series), or two of them may deadlock and be
 * run again. Refuses with `series_missing`.
 */
export async function nextNumbers(
  context: Pick<Context, 'tx' | 'journalId'>,
  key: SeriesKey,
  date: PlainDate,
  count: number,
): Promise<string[]> {
  if (!Number.isSafeInteger(count) || count < 1) throw new Error(`cannot take ${count} numbers`)
  const { tx, journalId } = context
  const { format, yearStartMonth } = await loadSeries(tx, key)
  const year = counterYear(format, date, yearStartMonth)
  const { prefix, digits, suffix } = numberShape(format, year)
  const { last } = await tx.one(sql<{ last: bigint }>`
    insert into documents.counter as counter (book, series, fiscal_year, last_position)
    values (${key.book}, ${key.series}, ${year}, ${count})
    on conflict (tenant_id, book, series, fiscal_year)
    do update set last_position = counter.last_position + excluded.last_position
    returning last_position as last`)
  const issued = await tx.rows(sql<{ number: string }>`
    insert into documents.issued_number (book, series, fiscal_year, position, number, dated_on, journal_id)
    select ${key.book}, ${key.series}, ${year}, position,
      ${prefix} || lpad(position::text, greatest(${digits}::integer, length(position::text)), '0') || ${suffix},
      ${date}::date, ${journalId}
    from generate_series(${last - BigInt(count) + 1n}::bigint, ${last}::bigint) as position
    returning number, position`)
  return issued.map(({ number }) => number)
}

/** What the proof finds in one fiscal year of a series. */
export interface YearProof {
  readonly fiscalYear: number
  readonly firstPosition: bigint
  readonly lastPosition: bigint
  readonly issued: bigint
  readonly missing: bigint
  readonly gapAfter: string | null
}

/** Compares each counter with the numbers issued under it; a gap shows as missing positions and the number before it. */
export function proveSeries(tx: Tx, { book, series }: SeriesKey): Promise<YearProof[]> {
  return tx.rows(sql<YearProof>`
    with issued as (
      select fiscal_year, position, number,
        lead(position) over (partition by fiscal_year order by position) as following
      from documents.issued_number
      where tenant_id = kernel.tenant_id() and book = ${book} and series = ${series}
    )
    select counter.fiscal_year as "fiscalYear",
      counter.first_position as "firstPosition",
      counter.last_position as "lastPosition",
      count(*) as issued,
      counter.last_position - counter.first_position + 1 - count(*) as missing,
      (array_agg(issued.number order by issued.position)
        filter (where coalesce(issued.following, counter.last_position + 1) <> issued.position + 1))[1] as "gapAfter"
    from documents.counter
    join issued on issued.fiscal_year = counter.fiscal_year
    where counter.tenant_id = kernel.tenant_id() and counter.book = ${book} and counter.series = ${series}
    group by counter.fiscal_year, counter.first_position, counter.last_position
    order by counter.fiscal_year`)
}
