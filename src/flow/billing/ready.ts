/** What of each contract may be billed up to a day. */
import { sql, type Tx } from '#kernel/sql.ts'
import { remainders } from './remainder.ts'

export interface Ready {
  readonly contractId: string
  readonly number: string
  readonly clientName: string
  readonly currency: string
  readonly work: bigint
  readonly milestones: bigint
  readonly fees: bigint
}

export function readyOf(tx: Tx, cutoff: string): Promise<Ready[]> {
  return tx.rows(sql<Ready>`
    select contract.id as "contractId", contract.number, client.name as "clientName", contract.currency,
      coalesce(work.minor, 0)::bigint as work, coalesce(milestones.minor, 0)::bigint as milestones,
      coalesce(fees.minor, 0)::bigint as fees
    from contracts.contract
      join clients.client on client.tenant_id = contract.tenant_id and client.id = contract.client_id
      left join (
        select contract_id, sum(amount_minor) as minor
        from actuals.backlog
        where tenant_id = kernel.tenant_id() and happened_on <= ${cutoff} and cap_status <> 'failed'
        group by contract_id
      ) as work on work.contract_id = contract.id
      left join (
        select contract_id, sum(amount_minor) as minor
        from (
          select line.contract_id, milestone.amount_minor
          from contracts.milestone
            join contracts.contract_line as line on line.tenant_id = milestone.tenant_id and line.id = milestone.contract_line_id
          where milestone.tenant_id = kernel.tenant_id() and milestone.billing_status = 'ready' and milestone.accepted_on <= ${cutoff}
          union all
          select contract_id, amount_minor from (${remainders}) as remainder where milestone_id is not null and ready_on <= ${cutoff}
        ) as milestone
        group by contract_id
      ) as milestones on milestones.contract_id = contract.id
      left join (
        select contract_id, sum(amount_minor) as minor
        from (
          select line.contract_id, fee.amount_minor
          from contracts.fee
            join contracts.contract_line as line on line.tenant_id = fee.tenant_id and line.id = fee.contract_line_id
          where fee.tenant_id = kernel.tenant_id() and fee.billing_status = 'ready' and fee.bill_on <= ${cutoff}
          union all
          select contract_id, amount_minor from (${remainders}) as remainder where fee_id is not null and ready_on <= ${cutoff}
        ) as fee
        group by contract_id
      ) as fees on fees.contract_id = contract.id
    where contract.tenant_id = kernel.tenant_id() and contract.state in ('active', 'completed')
    order by contract.number`)
}
