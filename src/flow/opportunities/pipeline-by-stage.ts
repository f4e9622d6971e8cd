import { answer } from '#kernel/handle.ts'
import { money, roundedQuotient } from '#kernel/money.ts'
import { sql } from '#kernel/sql.ts'
import { pipeline as contract } from './contract.ts'

interface Row {
  readonly stage: string
  readonly currency: string
  readonly count: number
  readonly minor: bigint
  readonly minorPercent: bigint
}

/** Stages are words of a CRM: the order they are gone through shows in how probable their deals are. */
export const pipeline = answer(contract, async ({ tx }, { ownerId, clientId }) => {
  const rows = await tx.rows(sql<Row>`
    select stage, currency, count(*)::int as count, sum(amount_minor)::bigint as minor,
      sum(amount_minor * probability)::bigint as "minorPercent"
    from (
      select *, avg(probability) over (partition by stage) as chance
      from opportunities.opportunity
      where tenant_id = kernel.tenant_id() and state = 'open'
        and (${ownerId ?? null}::uuid is null or owner_id = ${ownerId ?? null}::uuid)
        and (${clientId ?? null}::uuid is null or client_id = ${clientId ?? null}::uuid)
    ) as deal
    group by stage, currency, chance
    order by chance, stage, currency`)
  const stages = new Map<string, Row[]>()
  for (const row of rows) stages.set(row.stage, [...(stages.get(row.stage) ?? []), row])
  return {
    stages: [...stages].map(([stage, totals]) => ({
      stage,
      count: totals.reduce((sum, { count }) => sum + count, 0),
      totals: totals.map(({ currency, count, minor, minorPercent }) => ({
        currency,
        count,
        amount: money(minor, currency),
        weighted: money(roundedQuotient(minorPercent, 100n), currency),
      })),
    })),
  }
})
