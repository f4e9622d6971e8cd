import { answer } from '#kernel/handle.ts'
import { money } from '#kernel/money.ts'
import { sql } from '#kernel/sql.ts'
import { byMonth as contract } from './contract.ts'
import { earned, type Method } from './earned.ts'

interface Row {
  readonly month: string
  readonly method: Method
  readonly currency: string
  readonly minor: bigint
}

export const byMonth = answer(contract, async ({ tx }, { from, to }) => {
  const rows = await tx.rows(sql<Row>`
    select date_trunc('month', earned.day)::date as month, earned.method, entity.currency,
      sum(earned.functional_minor)::bigint as minor
    from (${earned(from, to)}) as earned
    join firm.legal_entity as entity on entity.tenant_id = kernel.tenant_id() and entity.id = earned.entity_id
    group by 1, earned.method, entity.currency
    order by 1, entity.currency, earned.method`)
  return {
    items: rows.map(({ month, method, currency, minor }) => ({
      month,
      method,
      revenue: money(minor, currency),
    })),
  }
})
