import { answer } from '#kernel/handle.ts'
import { sql } from '#kernel/sql.ts'
import { type AgedRow, ageingRows, inCurrency } from './ageing-rows.ts'
import { ageingTotals as contract } from './contract.ts'

export const ageingTotals = answer(contract, async ({ tx, call }, input) => {
  const totals = await tx.rows(sql<AgedRow>`
    select currency, sum(open)::bigint as open, sum("notDue")::bigint as "notDue",
      sum("days1To30")::bigint as "days1To30", sum("days31To60")::bigint as "days31To60",
      sum("days61To90")::bigint as "days61To90", sum("daysOver90")::bigint as "daysOver90",
      sum(disputed)::bigint as disputed, sum(unapplied)::bigint as unapplied
    from (${ageingRows(call.today, input)}) as client
    ${input.clientId ? sql`where "clientId" = ${input.clientId}` : sql``}
    group by currency
    order by currency`)
  return { totals: totals.map(inCurrency) }
})
