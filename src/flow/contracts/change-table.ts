/** The table of changes: rows in, rows out, locks. */
import { type Money, money, subtract } from '#kernel/money.ts'
import { Refused } from '#kernel/refusal.ts'
import { nextRevision, type RawBuilder, sql, type Tx, tables } from '#kernel/sql.ts'
import type { ChangeState } from './change.ts'
import type { ContractsTables } from './schema.ts'

const db = tables<ContractsTables>()

/** A change of a contract line as it is kept. Amounts are minor units of the contract's currency. */
export interface ChangeRow {
  readonly id: string
  readonly number: string
  readonly contractId: string
  readonly contractLineId: string
  readonly lineTitle: string
  readonly opportunityId: string
  readonly currency: string
  readonly title: string
  readonly description: string
  readonly amountMinor: bigint
  readonly costMinor: bigint
  readonly plannedOn: string | null
  readonly endsOn: string | null
  readonly state: ChangeState
  readonly reason: string
  readonly answeredOn: string | null
  readonly requestedAt: Temporal.Instant
  readonly revision: number
}

/** A select of all changes with the names people know them by. */
export const changeRows: RawBuilder<unknown> = sql`
  select change.id, contract.number || '-C' || change.change_no as number, change.contract_id as "contractId",
    change.contract_line_id as "contractLineId", line.title as "lineTitle", contract.opportunity_id as "opportunityId",
    contract.currency, change.title, change.description, change.amount_minor as "amountMinor", change.cost_minor as "costMinor",
    change.planned_on as "plannedOn", change.ends_on as "endsOn", change.state, change.reason,
    change.answered_on as "answeredOn", change.requested_at as "requestedAt", change.revision
  from contracts.change
    join contracts.contract on contract.tenant_id = change.tenant_id and contract.id = change.contract_id
    join contracts.contract_line as line on line.tenant_id = change.tenant_id and line.id = change.contract_line_id
  where change.tenant_id = kernel.tenant_id()`

async function find(tx: Tx, changeId: string, lock: RawBuilder<unknown>): Promise<ChangeRow> {
  const found = await tx.maybe(sql<ChangeRow>`${changeRows} and change.id = ${changeId} ${lock}`)
  if (!found) throw new Refused('change_not_found', { changeId })
  return found
}

/** The change; refuses `change_not_found`. */
export function changeById(tx: Tx, changeId: string): Promise<ChangeRow> {
  return find(tx, changeId, sql``)
}

/** The change, held until commit; refuses `change_not_found`. */
export function lockChange(tx: Tx, changeId: string): Promise<ChangeRow> {
  return find(tx, changeId, sql`for update of change`)
}

/** A change with its money as people read it. */
export function shownChange(
  row: ChangeRow,
): Omit<ChangeRow, 'amountMinor' | 'costMinor'> & Record<'amount' | 'cost' | 'margin', Money> {
  const { amountMinor, costMinor, ...rest } = row
  const [amount, cost] = [money(amountMinor, row.currency), money(costMinor, row.currency)]
  return { ...rest, amount, cost, margin: subtract(amount, cost) }
}

/** Effort of a change. Rates are decimal text. */
export interface ChangeEffort {
  readonly workPackage: string
  readonly roleCode: string
  readonly minutes: number
  readonly billRate: string
  readonly costRate: string
}

export function effortOf(tx: Tx, changeId: string): Promise<ChangeEffort[]> {
  return tx.rows(sql<ChangeEffort>`
    select work_package as "workPackage", role_code as "roleCode", minutes, bill_rate::text as "billRate",
      cost_rate::text as "costRate"
    from contracts.change_effort
    where tenant_id = kernel.tenant_id() and change_id = ${changeId}
    order by effort_no`)
}

/** Writes where a change stands and what was said; the day of the answer only when there is one. */
export async function setChangeState(
  tx: Tx,
  changeId: string,
  { state, reason, answeredOn }: { state: ChangeState; reason?: string; answeredOn?: string },
): Promise<number> {
  const { revision } = await tx.one(
    db
      .updateTable('contracts.change')
      .set({
        state,
        ...(reason === undefined ? {} : { reason }),
        ...(answeredOn === undefined ? {} : { answered_on: answeredOn }),
        revision: nextRevision,
      })
      .where('id', '=', changeId)
      .returning('revision'),
  )
  return revision
}
