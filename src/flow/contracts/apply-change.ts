import { handle } from '#kernel/handle.ts'
import { Refused, refuseIf } from '#kernel/refusal.ts'
import { nextRevision, sql, type Tx, tables } from '#kernel/sql.ts'
import { stepRefusal, wantedFor } from './change.ts'
import { type ChangeRow, lockChange, setChangeState } from './change-table.ts'
import { applyChange as contract } from './contract.ts'
import { type ContractLine, lockContracts, lockLines } from './contract-table.ts'
import type { ContractsTables } from './schema.ts'

const db = tables<ContractsTables>()

/** Project budget and revenue plan follow by the commands of their rooms, which come later than contracts. */
export const applyContractChange = handle(contract, async (ctx, { changeId }) => {
  const { tx } = ctx
  const change = await lockChange(tx, changeId)
  ctx.checkRevision(change.revision)
  const { number, state, contractId, contractLineId } = change
  refuseIf(stepRefusal(state, 'apply'), { number, state, wanted: wantedFor.apply.join(' or ') })
  const [agreement] = await lockContracts(tx, [contractId])
  if (agreement?.state !== 'active')
    throw new Refused('contract_not_active', {
      number: agreement?.number ?? '',
      state: agreement?.state ?? '',
    })
  const [line] = await lockLines(tx, [contractLineId])
  if (!line) throw new Error(`line ${contractLineId} lost its contract`)
  await changeLine(tx, line, change)
  if (line.billingMethod === 'fixed_fee') await addMilestone(tx, change)
  else await addRates(tx, change, ctx.call.today)
  const { version } = await tx.one(
    db
      .updateTable('contracts.contract')
      .set({
        version: sql<number>`version + 1`,
        ends_on: sql<string>`greatest(ends_on, ${change.endsOn}::date)`,
        revision: nextRevision,
      })
      .where('id', '=', contractId)
      .returning('version'),
  )
  const revision = await setChangeState(tx, changeId, { state: 'applied' })
  const hasCap = line.capMinor !== null
  return {
    output: { changeId, contractId, contractLineId, state: 'applied' as const, version, hasCap, revision },
    touched: [
      { type: 'change', id: changeId, before: { state }, after: { state: 'applied' } },
      {
        type: 'contract',
        id: contractId,
        before: { version: version - 1, endsOn: agreement.endsOn },
        after: { version, changedBy: changeId },
      },
    ],
    events: [
      {
        type: 'contracts.changed',
        key: contractId,
        payload: { contractId, contractLineId, changeId, version },
      },
    ],
  }
})

async function changeLine(tx: Tx, line: ContractLine, change: ChangeRow): Promise<void> {
  await tx.run(
    db
      .updateTable('contracts.contract_line')
      .set({
        price_minor: line.priceMinor + change.amountMinor,
        cap_minor: line.capMinor === null ? null : line.capMinor + change.amountMinor,
        ends_on: change.endsOn ?? line.endsOn,
      })
      .where('id', '=', line.id),
  )
}

/** More of a fixed fee is one more milestone, so that milestones go on summing to the price. */
async function addMilestone(tx: Tx, change: ChangeRow): Promise<void> {
  if (change.amountMinor === 0n) return
  await tx.run(sql`
    insert into contracts.milestone (id, contract_line_id, milestone_no, title, amount_minor, planned_on)
    select kernel.new_id(), ${change.contractLineId}, coalesce(max(milestone_no), 0) + 1, ${change.title},
      ${change.amountMinor}, ${change.plannedOn}::date
    from contracts.milestone
    where tenant_id = kernel.tenant_id() and contract_line_id = ${change.contractLineId}`)
}

/** Rates that are agreed stay; a role that had none gets that of the change from today on. */
async function addRates(tx: Tx, change: ChangeRow, today: string): Promise<void> {
  await tx.run(sql`
    insert into contracts.contract_rate (contract_line_id, role_code, valid_from, rate, origin)
    select distinct on (effort.role_code) ${change.contractLineId}::uuid, effort.role_code, ${today}::date, effort.bill_rate,
      'change ' || ${change.number}::text
    from contracts.change_effort as effort
    where effort.tenant_id = kernel.tenant_id() and effort.change_id = ${change.id}
      and not exists (
        select from contracts.contract_rate as agreed
        where agreed.tenant_id = effort.tenant_id and agreed.contract_line_id = ${change.contractLineId}
          and agreed.role_code = effort.role_code)
    order by effort.role_code, effort.effort_no`)
}
