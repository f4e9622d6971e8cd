/** The facts a contract's position follows from: what was earned, and what was billed. */
import { sql, type Tx } from '#kernel/sql.ts'

/**
 * What was earned by the hour, without what waits over a cap: a select of what approved work earned: contract_id, contract_line_id, work_package_id, project_id, entity_id,
 * happened_on, currency, amount_minor, functional_minor. Billing does not change it, so the reversals that come with
 * billed sales (they name an origin) are left out.
 */
export const earnedByTheHour = sql`
  select actual.contract_id, actual.contract_line_id, actual.work_package_id, actual.project_id, actual.entity_id,
    actual.happened_on, actual.currency, actual.amount_minor, actual.functional_minor
  from actuals.actual
  left join actuals.backlog on backlog.tenant_id = actual.tenant_id and backlog.actual_id = actual.id
  where actual.tenant_id = kernel.tenant_id()
    and actual.transaction_type = 'unbilled_sales'
    and actual.origin_id is null
    and backlog.cap_status is distinct from 'failed'`

/** What a contract has earned and was billed for, in minor units of its currency. */
export interface ContractFacts {
  readonly id: string
  readonly entityId: string
  readonly currency: string
  readonly earnedByTheHour: bigint
  readonly billedByTheHour: bigint
  readonly earnedOtherwise: bigint
  readonly billedOtherwise: bigint
}

/** The contracts that were agreed, with their facts. */
export const contractFacts = sql<ContractFacts & { contractNumber: string; entityCode: string }>`
  select contract.id, contract.entity_id as "entityId", contract.number as "contractNumber",
    entity.code as "entityCode", contract.currency,
    coalesce(hourly.minor, 0)::bigint as "earnedByTheHour",
    coalesce(invoiced.hourly, 0)::bigint as "billedByTheHour",
    coalesce(planned.minor, 0)::bigint as "earnedOtherwise",
    coalesce(invoiced.otherwise, 0)::bigint as "billedOtherwise"
  from contracts.contract
  join firm.legal_entity as entity on entity.tenant_id = contract.tenant_id and entity.id = contract.entity_id
  left join (
    select contract_id, sum(amount_minor) as minor
    from (${earnedByTheHour}) as earned
    group by contract_id) as hourly on hourly.contract_id = contract.id
  left join (
    select contract_id, sum(amount_minor) as minor
    from revenue.event
    where tenant_id = kernel.tenant_id()
    group by contract_id) as planned on planned.contract_id = contract.id
  left join (
    select invoice.contract_id, sum(line.net_minor - line.credited_minor) filter (where line.kind = 'time') as hourly,
      sum(line.net_minor - line.credited_minor) filter (where line.kind <> 'time') as otherwise
    from billing.invoice
    join billing.invoice_line as line on line.tenant_id = invoice.tenant_id and line.invoice_id = invoice.id
    where invoice.tenant_id = kernel.tenant_id() and invoice.number is not null
    group by invoice.contract_id) as invoiced on invoiced.contract_id = contract.id
  where contract.tenant_id = kernel.tenant_id() and contract.state not in ('draft', 'lost')`

/** What a contract is, in minor units of its currency, each zero or above. */
export interface Position {
  readonly unbilledReceivable: bigint
  readonly contractAsset: bigint
  readonly contractLiability: bigint
}

/**
 * Work paid by the hour is an unbilled receivable until it is billed. Everything else is netted per contract: an asset
 * when more was earned than billed, a liability when less (IFRS 15.105).
 */
export function positionOf(
  facts: Pick<ContractFacts, 'earnedByTheHour' | 'billedByTheHour' | 'earnedOtherwise' | 'billedOtherwise'>,
): Position {
  const net = facts.earnedOtherwise - facts.billedOtherwise
  return {
    unbilledReceivable: facts.earnedByTheHour - facts.billedByTheHour,
    contractAsset: net > 0n ? net : 0n,
    contractLiability: net < 0n ? -net : 0n,
  }
}

/** The positions of all contracts as they follow from the facts, to be held against the books. */
export async function contractPositions(
  tx: Tx,
): Promise<(Position & Pick<ContractFacts, 'id' | 'entityId' | 'currency'>)[]> {
  const rows = await tx.rows(contractFacts)
  return rows.map((facts) => ({
    id: facts.id,
    entityId: facts.entityId,
    currency: facts.currency,
    ...positionOf(facts),
  }))
}
