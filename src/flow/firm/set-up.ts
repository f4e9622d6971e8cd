import { handle } from '#kernel/handle.ts'
import { sql } from '#kernel/sql.ts'
import { setUp as contract } from './contract.ts'
import { FIRM_BOOK, firmSeries } from './numbers.ts'

export const setUp = handle(contract, async (ctx) => {
  const rows = await ctx.tx.rows(sql<{ series: string }>`
    select series
    from documents.series
    where book = ${FIRM_BOOK}`)
  const open = new Set(rows.map(({ series }) => series))
  const opened: string[] = []
  for (const [series, format] of Object.entries(firmSeries)) {
    if (open.has(series)) continue
    await ctx.run('documents.createSeries', { book: FIRM_BOOK, series, format })
    opened.push(series)
  }
  return {
    output: { opened },
    touched: opened.length > 0 ? [{ type: 'firm', id: ctx.call.tenantId, after: { opened } }] : [],
  }
})
