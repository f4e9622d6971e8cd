import { handle } from '#kernel/handle.ts'
import { refuseIf } from '#kernel/refusal.ts'
import { anyOf, nextRevision, sql, type Tx, tables } from '#kernel/sql.ts'
import { activate } from './contract.ts'
import { type Contract, linesOf, lockContracts } from './contract-table.ts'
import type { ContractsTables } from './schema.ts'
import { activationRefusal, feePeriods } from './terms.ts'

const db = tables<ContractsTables>()

export const activateContract = handle(activate, async (ctx, { contractIds }) => {
  const { tx, call } = ctx
  const drafts = await lockContracts(tx, contractIds)
  for (const contract of drafts)
    refuseIf(activationRefusal(contract.state), { number: contract.number, state: contract.state })
  await tx.run(
    db
      .updateTable('contracts.contract')
      .set({ state: 'active', activated_on: call.today, revision: nextRevision })
      .where('id', '=', anyOf(contractIds)),
  )
  const fees = await layOutFees(tx, drafts)
  return {
    output: { contractIds, fees },
    touched: drafts.map((contract) => ({
      type: 'contract',
      id: contract.id,
      before: { state: contract.state },
      after: { state: 'active', activatedOn: call.today },
    })),
    events: drafts.map((contract) => ({
      type: 'contracts.activated',
      key: contract.id,
      payload: { contractId: contract.id, opportunityId: contract.opportunityId, number: contract.number },
    })),
  }
})

/** Recurring fees are billed in advance: on the first day of each period. */
async function layOutFees(tx: Tx, contracts: readonly Contract[]): Promise<number> {
  const currencies = new Map(contracts.map((contract) => [contract.id, contract.currency]))
  const lines = await linesOf(tx, [...currencies.keys()])
  const periods = lines
    .filter((line) => line.billingMethod === 'recurring_fee')
    .flatMap((line) =>
      feePeriods(line.startsOn, line.endsOn, line.priceMinor, currencies.get(line.contractId) ?? '').map(
        (period) => ({ lineId: line.id, ...period }),
      ),
    )
  if (periods.length === 0) return 0
  return tx.run(sql`
    insert into contracts.fee (id, contract_line_id, period_start, period_end, bill_on, amount_minor)
    select kernel.new_id(), line_id, period_start, period_end, period_start, minor
    from unnest(${periods.map((period) => period.lineId)}::uuid[], ${periods.map((period) => period.periodStart)}::date[],
      ${periods.map((period) => period.periodEnd)}::date[], ${periods.map((period) => period.minor)}::bigint[])
      as period (line_id, period_start, period_end, minor)`)
}
