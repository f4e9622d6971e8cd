import { handle } from '#kernel/handle.ts'
import { Refused, refuseIf } from '#kernel/refusal.ts'
import { sql } from '#kernel/sql.ts'
import { createSeries as contract } from './contract.ts'
import { counterYear, formatRefusal } from './number-format.ts'

/** Opens a series; when it goes on from another system, its counter starts behind the last number used there. */
export const createSeries = handle(contract, async ({ tx, call }, input) => {
  const { book, series, format, yearStartMonth, firstNumber } = input
  refuseIf(formatRefusal(format), { format })
  const created = await tx.run(sql`
    insert into documents.series (book, series, format, year_start_month, created_at)
    values (${book}, ${series}, ${format}, ${yearStartMonth}, ${call.now})
    on conflict do nothing`)
  if (created === 0) throw new Refused('series_exists', { book, series })
  if (firstNumber > 1) {
    const year = counterYear(format, input.startsOn ?? call.today, yearStartMonth)
    await tx.run(sql`
      insert into documents.counter (book, series, fiscal_year, first_position, last_position)
      values (${book}, ${series}, ${year}, ${firstNumber}, ${firstNumber - 1})`)
  }
  const output = { book, series, format, yearStartMonth, lastNumber: null }
  return {
    output,
    touched: [
      { type: 'number_series', id: `${book}/${series}`, before: null, after: { ...output, firstNumber } },
    ],
  }
})
