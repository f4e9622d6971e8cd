/** The tables of contracts: rows in, rows out, locks. */
import { Refused } from '#kernel/refusal.ts'
import { sql, type Tx } from '#kernel/sql.ts'
import type { BillingMethod, ContractState, MilestoneState, RevenueMethod } from './terms.ts'

/** A contract as other rooms see it. Amounts are minor units of its currency. */
export interface Contract {
  readonly id: string
  readonly number: string
  readonly title: string
  readonly opportunityId: string
  readonly quoteId: string
  readonly entityId: string
  readonly clientId: string
  readonly currency: string
  readonly state: ContractState
  readonly startsOn: string
  readonly endsOn: string
  readonly paymentTermsDays: number
  readonly purchaseOrder: string
  readonly activatedOn: string | null
  readonly revision: number
}

const contractColumns = sql`
  id, number, title, opportunity_id as "opportunityId", quote_id as "quoteId", entity_id as "entityId",
  client_id as "clientId", currency, state, starts_on as "startsOn", ends_on as "endsOn",
  payment_terms_days as "paymentTermsDays", purchase_order as "purchaseOrder", activated_on as "activatedOn", revision`

/** The contracts with these ids; the order is theirs. Unknown ids are left out. */
export function contractsById(tx: Tx, ids: readonly string[]): Promise<Contract[]> {
  return tx.rows(sql<Contract>`
    select ${contractColumns}
    from contracts.contract
    where tenant_id = kernel.tenant_id() and id = any(${ids}::uuid[])
    order by id`)
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
  const locked = await tx.rows(sql<Contract>`
    select ${contractColumns}
    from contracts.contract
    where tenant_id = kernel.tenant_id() and id = any(${ids}::uuid[])
    order by id
    for no key update`)
  const found = new Set(locked.map((contract) => contract.id))
  const missing = ids.find((id) => !found.has(id))
  if (missing) throw new Refused('contract_not_found', { contractId: missing })
  return locked
}

/** A line with what its contract decides for it. */
export interface ContractLine {
  readonly id: string
  readonly contractId: string
  readonly lineNo: number
  readonly title: string
  readonly billingMethod: BillingMethod
  readonly revenueMethod: RevenueMethod
  readonly priceMinor: bigint
  readonly capMinor: bigint | null
  readonly committedMinor: bigint
  readonly taxCodeId: string
  readonly startsOn: string
  readonly endsOn: string
}

const lineColumns = sql`
  id, contract_id as "contractId", line_no as "lineNo", title, billing_method as "billingMethod",
  revenue_method as "revenueMethod", price_minor as "priceMinor", cap_minor as "capMinor",
  committed_minor as "committedMinor", tax_code_id as "taxCodeId", starts_on as "startsOn", ends_on as "endsOn"`

/** The lines of contracts, in contract and line order. */
export function linesOf(tx: Tx, contractIds: readonly string[]): Promise<ContractLine[]> {
  return tx.rows(sql<ContractLine>`
    select ${lineColumns}
    from contracts.contract_line
    where tenant_id = kernel.tenant_id() and contract_id = any(${contractIds}::uuid[])
    order by contract_id, line_no`)
}

/** Locks lines until commit, in id order; whoever commits work against a cap holds this lock. */
export function lockLines(tx: Tx, lineIds: readonly string[]): Promise<ContractLine[]> {
  return tx.rows(sql<ContractLine>`
    select ${lineColumns}
    from contracts.contract_line
    where tenant_id = kernel.tenant_id() and id = any(${lineIds}::uuid[])
    order by id
    for no key update`)
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
  await tx.run(sql`
    update contracts.milestone
    set billing_status = ${status}, revision = revision + 1
    where tenant_id = kernel.tenant_id() and id = any(${milestoneIds}::uuid[])`)
}

/** Moves the periods of recurring fees through billing. */
export async function setFeeBilling(
  tx: Tx,
  feeIds: readonly string[],
  status: Exclude<BillingStatus, 'not_ready'>,
): Promise<void> {
  await tx.run(sql`
    update contracts.fee
    set billing_status = ${status}
    where tenant_id = kernel.tenant_id() and id = any(${feeIds}::uuid[])`)
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
