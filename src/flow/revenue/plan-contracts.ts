import { linesOf, lockContracts } from '#flow/contracts'
import { handle } from '#kernel/handle.ts'
import { money } from '#kernel/money.ts'
import { sql } from '#kernel/sql.ts'
import { plan as contract } from './contract.ts'
import { ratableMonths } from './schedule.ts'

/** Planning a contract again changes nothing: its plan is part of what was agreed. */
export const planContracts = handle(contract, async ({ tx }, { contractIds }) => {
  const contracts = await lockContracts(tx, contractIds)
  const lines = await linesOf(tx, contractIds)
  const currencies = new Map(contracts.map((one) => [one.id, one.currency]))
  const planned = await tx.rows(sql<{ lineId: string }>`
    insert into revenue.plan (contract_line_id, contract_id, method, price_minor, currency)
    select line_id, contract_id, method, price_minor, currency
    from unnest(${lines.map((line) => line.id)}::uuid[], ${lines.map((line) => line.contractId)}::uuid[],
      ${lines.map((line) => line.revenueMethod)}::text[], ${lines.map((line) => line.priceMinor)}::bigint[],
      ${lines.map((line) => currencies.get(line.contractId) ?? '')}::text[])
      as given (line_id, contract_id, method, price_minor, currency)
    on conflict (tenant_id, contract_line_id) do nothing
    returning contract_line_id as "lineId"`)
  const fresh = new Set(planned.map((row) => row.lineId))
  const months = lines
    .filter((line) => fresh.has(line.id) && line.revenueMethod === 'ratable')
    .flatMap((line) => {
      const price = money(line.priceMinor, currencies.get(line.contractId) ?? '')
      return ratableMonths(price, line.startsOn, line.endsOn).map((month) => ({ lineId: line.id, ...month }))
    })
  if (months.length > 0) {
    await tx.run(sql`
      insert into revenue.schedule (contract_line_id, period_start, period_end, amount_minor)
      select line_id, period_start, period_end, minor
      from unnest(${months.map((month) => month.lineId)}::uuid[], ${months.map((month) => month.periodStart)}::date[],
        ${months.map((month) => month.periodEnd)}::date[], ${months.map((month) => month.amount.minor)}::bigint[])
        as given (line_id, period_start, period_end, minor)`)
  }
  return {
    output: { contractIds, lines: fresh.size, months: months.length },
    touched: contracts.map(({ id }) => ({ type: 'contract', id, after: { revenuePlanned: true } })),
    events: contracts.map(({ id }) => ({ type: 'revenue.planned', key: id, payload: { contractId: id } })),
  }
})
