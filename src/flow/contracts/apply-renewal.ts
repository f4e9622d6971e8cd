import { handle } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { nextRevision, sql, type Tx, tables } from '#kernel/sql.ts'
import { applyRenewal as contract } from './contract.ts'
import { type ContractLine, lockContracts } from './contract-table.ts'
import { addedPeriods, addedPrice } from './renewal.ts'
import { lockRenewal, moveRenewal, recurringLines } from './renewal-table.ts'
import type { ContractsTables } from './schema.ts'

const db = tables<ContractsTables>()

/** The revenue plan follows by the command of its room, line by line. */
export const applyContractRenewal = handle(contract, async (ctx, { renewalId }) => {
  const { tx } = ctx
  const renewal = await lockRenewal(ctx, renewalId, 'apply')
  const { contractId, contractNumber: number, currency, endsOn, upliftPercent } = renewal
  const [agreement] = await lockContracts(tx, [contractId])
  if (agreement?.state !== 'active')
    throw new Refused('contract_not_active', { number, state: agreement?.state ?? '' })
  if (endsOn === null) throw new Error(`renewal ${renewalId} has lost its last day`)
  const lines = await recurringLines(tx, renewal)
  await carryOn(tx, lines, { endsOn, upliftPercent: upliftPercent ?? '0', currency })
  const { version } = await tx.one(
    db
      .updateTable('contracts.contract')
      .set({
        version: sql<number>`version + 1`,
        ends_on: sql<string>`greatest(ends_on, ${endsOn}::date)`,
        revision: nextRevision,
      })
      .where('id', '=', contractId)
      .returning('version'),
  )
  const { output, touched } = await moveRenewal(ctx, renewal, { state: 'renewed' })
  return {
    output: { ...output, contractLineIds: lines.map(({ id }) => id), version },
    touched: [
      ...(touched ?? []).filter(({ type }) => type !== 'contract'),
      {
        type: 'contract',
        id: contractId,
        before: { version: version - 1, endsOn: agreement.endsOn },
        after: { version, endsOn, changedBy: renewalId },
      },
    ],
    events: [
      { type: 'contracts.renewed', key: contractId, payload: { contractId, renewalId, endsOn, version } },
    ],
  }
})

interface Terms {
  readonly endsOn: string
  readonly upliftPercent: string
  readonly currency: string
}

/** Later last days, higher prices, and the periods of the fee that are new, so that they go on summing to the price. */
async function carryOn(
  tx: Tx,
  lines: readonly ContractLine[],
  { endsOn, upliftPercent, currency }: Terms,
): Promise<void> {
  const grown = lines.map((line) => {
    const added = addedPrice(line, endsOn, upliftPercent, currency)
    return { id: line.id, added, periods: addedPeriods(line, endsOn, added, currency) }
  })
  await tx.run(sql`
    update contracts.contract_line as line
    set price_minor = line.price_minor + given.added, ends_on = ${endsOn}::date
    from unnest(${grown.map(({ id }) => id)}::uuid[], ${grown.map(({ added }) => added)}::bigint[]) as given (id, added)
    where line.tenant_id = kernel.tenant_id() and line.id = given.id`)
  const periods = grown.flatMap(({ id, periods: own }) => own.map((period) => ({ lineId: id, ...period })))
  await tx.run(sql`
    insert into contracts.fee (id, contract_line_id, period_start, period_end, bill_on, amount_minor)
    select kernel.new_id(), line_id, period_start, period_end, period_start, minor
    from unnest(${periods.map((period) => period.lineId)}::uuid[], ${periods.map((period) => period.periodStart)}::date[],
      ${periods.map((period) => period.periodEnd)}::date[], ${periods.map((period) => period.minor)}::bigint[])
      as period (line_id, period_start, period_end, minor)`)
}
