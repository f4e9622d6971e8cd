import { answer } from '#kernel/handle.ts'
import { list } from '#kernel/list.ts'
import { sql } from '#kernel/sql.ts'
import { listSeries as contract } from './contract.ts'

interface Row {
  id: string
  book: string
  series: string
  format: string
  yearStartMonth: number
  lastNumber: string | null
}

export const listSeries = answer(contract, async ({ tx }, input) =>
  list<Row>(
    tx,
    {
      from: sql`
        select series.book || '/' || series.series as id, series.book, series.series, series.format,
          series.year_start_month as "yearStartMonth", latest.number as "lastNumber"
        from documents.series
        left join lateral (
          select issued.number
          from documents.issued_number as issued
          where issued.tenant_id = series.tenant_id and issued.book = series.book and issued.series = series.series
          order by issued.fiscal_year desc, issued.position desc
          limit 1
        ) as latest on true
        where series.tenant_id = kernel.tenant_id()`,
      where: [input.book === undefined ? undefined : sql`q.book = ${input.book}`],
      sorts: { book: 'book' },
    },
    input,
  ),
)
