import { answer } from '#kernel/handle.ts'
import { list } from '#kernel/list.ts'
import { sql } from '#kernel/sql.ts'
import { listCostRates as contract } from './contract.ts'

interface CostRate {
  readonly id: string
  readonly personId: string
  readonly validFrom: string
  readonly rate: { amount: string; currency: string }
}

export const listCostRates = answer(contract, ({ tx }, { personId, ...page }) =>
  list<CostRate>(
    tx,
    {
      from: sql`
        select person_id || '/' || valid_from as id, person_id as "personId", valid_from as "validFrom",
          jsonb_build_object('amount', rate::text, 'currency', currency) as rate
        from people.cost_rate`,
      where: [personId === undefined ? undefined : sql`q."personId" = ${personId}`],
      sorts: { validFrom: 'validFrom' },
    },
    page,
  ),
)
