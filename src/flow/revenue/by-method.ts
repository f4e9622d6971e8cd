import { answer } from '#kernel/handle.ts'
import { money } from '#kernel/money.ts'
import { sql } from '#kernel/sql.ts'
import { byMethod as contract } from './contract.ts'
import { earned, type Method } from './earned.ts'

interface Row {
  readonly entityCode: string
  readonly method: Method
  readonly currency: string
  readonly minor: bigint
}

export const byMethod = answer(contract, async ({ tx }, { from, to }) => {
  const rows = await tx.rows(sql<Row>`
    select entity.code as "entityCode", earned.method, entity.currency, sum(earned.functional_minor)::bigint as minor
    from (${earned(from, to)}) as earned
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
