/** What is billable: work in the backlog, accepted milestones, fees whose day has come, and what is left of either. */
import type { PlainDate } from '#kernel/dates.ts'
import { sql, type Tx } from '#kernel/sql.ts'

interface Wanted {
  readonly cutoff: PlainDate
  readonly entityId?: string | undefined
  readonly contractIds?: readonly string[] | undefined
}

/** The active contracts with anything billable up to a day, by id. */
export async function billableContracts(
  tx: Tx,
  { cutoff, entityId, contractIds }: Wanted,
): Promise<string[]> {
  const rows = await tx.rows(sql<{ id: string }>`
    select contract.id
    from contracts.contract
    where contract.tenant_id = kernel.tenant_id() and contract.state in ('active', 'completed')
      ${entityId ? sql`and contract.entity_id = ${entityId}` : sql``}
      ${contractIds ? sql`and contract.id = any(${contractIds}::uuid[])` : sql``}
      and (
        exists (
          select from actuals.backlog
          where backlog.tenant_id = contract.tenant_id and backlog.contract_id = contract.id and backlog.happened_on <= ${cutoff}
            and backlog.cap_status <> 'failed')
        or exists (
          select from contracts.contract_line as line
            join contracts.milestone on milestone.tenant_id = line.tenant_id and milestone.contract_line_id = line.id
          where line.tenant_id = contract.tenant_id and line.contract_id = contract.id and milestone.billing_status = 'ready'
            and milestone.accepted_on <= ${cutoff})
        or exists (
          select from contracts.contract_line as line
            join contracts.fee on fee.tenant_id = line.tenant_id and fee.contract_line_id = line.id
          where line.tenant_id = contract.tenant_id and line.contract_id = contract.id and fee.billing_status = 'ready'
            and fee.bill_on <= ${cutoff})
        or exists (
          select from billing.remainder
          where remainder.tenant_id = contract.tenant_id and remainder.contract_id = contract.id and remainder.invoice_id is null
            and remainder.ready_on <= ${cutoff})
      )
    order by contract.id`)
  return rows.map((row) => row.id)
}
