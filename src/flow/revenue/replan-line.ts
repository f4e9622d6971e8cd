import { type ContractLine, linesOf, lockContracts, lockLines } from '#flow/contracts'
import { addDays, type PlainDate } from '#kernel/dates.ts'
import { handle } from '#kernel/handle.ts'
import { type Money, money } from '#kernel/money.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql, type Tx, tables } from '#kernel/sql.ts'
import { replan as contract } from './contract.ts'
import { ratableMonths } from './schedule.ts'
import type { RevenueTables } from './schema.ts'

const db = tables<RevenueTables>()

/**
 * The plan takes the price of the line as it is now agreed. What was recognised stays: time and milestones that are
 * added are distinct work at its own price, accounted for as they are done; a term that is added is a distinct service, earned
 * evenly over its own months (IFRS 15.20).
 */
export const replanLine = handle(contract, async ({ tx }, { contractLineId }) => {
  const [held] = await lockLines(tx, [contractLineId])
  if (!held) throw new Refused('contract_line_not_found', { contractLineId })
  const [agreement] = await lockContracts(tx, [held.contractId])
  const line = (await linesOf(tx, [held.contractId])).find(({ id }) => id === contractLineId)
  if (!agreement || !line) throw new Error(`line ${contractLineId} lost its contract`)
  const { contractId, priceMinor } = line
  const planned = await tx.maybe(
    db
      .selectFrom('revenue.plan')
      .select(['method', 'price_minor as priceMinor'])
      .where('contract_line_id', '=', contractLineId)
      .forUpdate(),
  )
  if (!planned) throw new Refused('revenue_not_planned', { contractId })
  const added = money(priceMinor - planned.priceMinor, agreement.currency)
  if (planned.method === 'ratable') await addMonths(tx, line, added)
  await tx.run(
    db
      .updateTable('revenue.plan')
      .set({ price_minor: priceMinor })
      .where('contract_line_id', '=', contractLineId),
  )
  return {
    output: { contractLineId, contractId, price: money(priceMinor, agreement.currency) },
    touched: [{ type: 'contract', id: contractId, after: { contractLineId, plannedMinor: priceMinor } }],
    events: [{ type: 'revenue.replanned', key: contractId, payload: { contractId, contractLineId } }],
  }
})

/** The months behind those that are scheduled, up to the last day of the line, earn what was added to its price. */
async function addMonths(tx: Tx, { id, startsOn, endsOn }: ContractLine, added: Money): Promise<void> {
  const { last } = await tx.one(sql<{ last: PlainDate | null }>`
    select max(period_end) as last
    from revenue.schedule
    where tenant_id = kernel.tenant_id() and contract_line_id = ${id}`)
  const from = last === null ? startsOn : addDays(last, 1)
  if (from > endsOn) return
  const months = ratableMonths(added, from, endsOn)
  await tx.run(sql`
    insert into revenue.schedule (contract_line_id, period_start, period_end, amount_minor)
    select ${id}, period_start, period_end, minor
    from unnest(${months.map((month) => month.periodStart)}::date[], ${months.map((month) => month.periodEnd)}::date[],
      ${months.map((month) => month.amount.minor)}::bigint[]) as given (period_start, period_end, minor)`)
}
