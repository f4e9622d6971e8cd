/** The tables of contracts: rows in, rows out, locks. */
import { Refused } from '#kernel/refusal.ts'
import { anyOf, nextRevision, type RowOf, sql, type Tx, tables } from '#kernel/sql.ts'
import type { ContractsTables } from './schema.ts'
import type { ContractState, MilestoneState } from './terms.ts'

const db = tables<ContractsTables>()

const contractRows = db
  .selectFrom('contracts.contract')
  .select(['id', 'number', 'title', 'opportunity_id as opportunityId', 'quote_id as quoteId'])
  .select(['entity_id as entityId', 'client_id as clientId', 'currency', 'state', 'revision'])
  .select(['starts_on as startsOn', 'ends_on as endsOn', 'activated_on as activatedOn'])
  .select(['payment_terms_days as paymentTermsDays', 'purchase_order as purchaseOrder', 'version'])

/** A contract as other rooms see it. Amounts are minor units of its currency. */
export type Contract = RowOf<typeof contractRows>

/** The contracts with these ids; the order is theirs. Unknown ids are left out. */
export function contractsById(tx: Tx, ids: readonly string[]): Promise<Contract[]> {
  return tx.rows(contractRows.where('id', '=', anyOf(ids)).orderBy('id'))
}

export async function contractById(tx: Tx, contractId: string): Promise<Contract> {
  const [found] = await contractsById(tx, [contractId])
  if (!found) throw new Refused('contract_not_found', { contractId })
  return found
}

/**
 * Locks contracts until commit, in id order, so that two commands that move the same contract's money take turns.
 * Refuses with `contract_not_found` when one of them does not exist.
 */
export async function lockContracts(tx: Tx, ids: readonly string[]): Promise<Contract[]> {
  const locked = await tx.rows(contractRows.where('id', '=', anyOf(ids)).orderBy('id').forNoKeyUpdate())
  const found = new Set(locked.map((contract) => contract.id))
  const missing = ids.find((id) => !found.has(id))
  if (missing) throw new Refused('contract_not_found', { contractId: missing })
  return locked
}

const lineRows = db
  .selectFrom('contracts.contract_line')
  .select(['id', 'contract_id as contractId', 'line_no as lineNo', 'title'])
  .select(['billing_method as billingMethod', 'revenue_method as revenueMethod', 'tax_code_id as taxCodeId'])
  .select(['price_minor as priceMinor', 'cap_minor as capMinor', 'committed_minor as committedMinor'])
  .select(['starts_on as startsOn', 'ends_on as endsOn'])

/** A line with what its contract decides for it. */
export type ContractLine = RowOf<typeof lineRows>

/** The lines of contracts, in contract and line order. */
export function linesOf(tx: Tx, contractIds: readonly string[]): Promise<ContractLine[]> {
  const lines = lineRows.where('contract_id', '=', anyOf(contractIds))
  return tx.rows(lines.orderBy('contract_id').orderBy('line_no'))
}

/** Locks lines until commit, in id order; whoever commits work against a cap holds this lock. */
export function lockLines(tx: Tx, lineIds: readonly string[]): Promise<ContractLine[]> {
  return tx.rows(lineRows.where('id', '=', anyOf(lineIds)).orderBy('id').forNoKeyUpdate())
}

/** Adds to what approved work has used of lines; negative gives back. The table refuses more than the cap. */
export async function commitToLines(
  tx: Tx,
  changes: readonly { lineId: string; minor: bigint }[],
): Promise<void> {
  if (changes.length === 0) return
  await tx.run(sql`
    update contracts.contract_line as line
    set committed_minor = line.committed_minor + change.minor
    from unnest(${changes.map((change) => change.lineId)}::uuid[], ${changes.map((change) => change.minor)}::bigint[])
      as change (line_id, minor)
    where line.tenant_id = kernel.tenant_id() and line.id = change.line_id`)
}

export type BillingStatus = 'not_ready' | 'ready' | 'invoice_created' | 'invoice_posted'

/** Moves milestones through billing: `ready` when a pro-forma gives them back, `invoice_created`, `invoice_posted`. */
export async function setMilestoneBilling(
  tx: Tx,
  milestoneIds: readonly string[],
  status: Exclude<BillingStatus, 'not_ready'>,
): Promise<void> {
  await tx.run(
    db
      .updateTable('contracts.milestone')
      .set({ billing_status: status, revision: nextRevision })
      .where('id', '=', anyOf(milestoneIds)),
  )
}

/** Moves the periods of recurring fees through billing. */
export async function setFeeBilling(
  tx: Tx,
  feeIds: readonly string[],
  status: Exclude<BillingStatus, 'not_ready'>,
): Promise<void> {
  await tx.run(
    db.updateTable('contracts.fee').set({ billing_status: status }).where('id', '=', anyOf(feeIds)),
  )
}

/** A milestone with the contract it belongs to. */
export interface Milestone {
  readonly id: string
  readonly contractId: string
  readonly contractLineId: string
  readonly contractNumber: string
  readonly contractState: ContractState
  readonly currency: string
  readonly title: string
  readonly amountMinor: bigint
  readonly state: MilestoneState
  readonly billingStatus: BillingStatus
  readonly acceptedOn: string | null
  readonly evidence: string
  readonly revision: number
}

/** Locks one milestone until commit. Refuses with `milestone_not_found`. */
export async function lockMilestone(tx: Tx, milestoneId: string): Promise<Milestone> {
  const found = await tx.maybe(sql<Milestone>`
    select milestone.id, line.contract_id as "contractId", line.id as "contractLineId", contract.number as "contractNumber",
      contract.state as "contractState", contract.currency, milestone.title, milestone.amount_minor as "amountMinor", milestone.state,
      milestone.billing_status as "billingStatus", milestone.accepted_on as "acceptedOn", milestone.evidence, milestone.revision
    from contracts.milestone
      join contracts.contract_line as line on line.tenant_id = milestone.tenant_id and line.id = milestone.contract_line_id
      join contracts.contract on contract.tenant_id = line.tenant_id and contract.id = line.contract_id
    where milestone.tenant_id = kernel.tenant_id() and milestone.id = ${milestoneId}
    for no key update of milestone`)
  if (!found) throw new Refused('milestone_not_found', { milestoneId })
  return found
}
