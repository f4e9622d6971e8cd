import { answer } from '#kernel/handle.ts'
import { money } from '#kernel/money.ts'
import { sql } from '#kernel/sql.ts'
import { byMethod as contract } from './contract.ts'
import { earnedByTheHour } from './facts.ts'

interface Row {
  readonly entityCode: string
  readonly method: 'as_approved' | 'milestone' | 'ratable'
  readonly currency: string
  readonly minor: bigint
}

export const byMethod = answer(contract, async ({ tx }, { from, to }) => {
  const rows = await tx.rows(sql<Row>`
    select entity.code as "entityCode", earned.method, entity.currency, sum(earned.functional_minor)::bigint as minor
    from (
      select entity_id, 'as_approved' as method, functional_minor
      from (${earnedByTheHour}) as hourly
      where happened_on between ${from} and ${to}
      union all
      select contract.entity_id, plan.method, event.functional_minor
      from revenue.event
      join revenue.plan on plan.tenant_id = event.tenant_id and plan.contract_line_id = event.contract_line_id
      join contracts.contract on contract.tenant_id = event.tenant_id and contract.id = event.contract_id
      where event.tenant_id = kernel.tenant_id() and event.recognised_on between ${from} and ${to}) as earned
    join firm.legal_entity as entity on entity.tenant_id = kernel.tenant_id() and entity.id = earned.entity_id
    group by entity.code, entity.currency, earned.method
    order by entity.code, earned.method`)
  return {
    items: rows.map(({ entityCode, method, currency, minor }) => ({
      id: `${entityCode}:${method}`,
      entityCode,
      method,
      revenue: money(minor, currency),
    })),
  }
})
