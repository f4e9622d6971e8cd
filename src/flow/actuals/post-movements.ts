/** The books of actuals: cost and earned revenue, summed up by what they are about. */
import {
  type About,
  costAbsorbed,
  type NewEntry,
  type PostingContext,
  post,
  revenueAccrued,
  type Valued,
} from '#engines/ledger'
import { monthStart, type PlainDate } from '#kernel/dates.ts'
import { money } from '#kernel/money.ts'
import { type RawBuilder, sql } from '#kernel/sql.ts'

/** What actuals of one month, entity, currency and subject sum up to. */
export interface Summed {
  readonly entityId: string
  /** The last day something of it happened. */
  readonly day: PlainDate
  readonly currency: string
  readonly clientId: string | null
  readonly contractId: string | null
  readonly projectId: string | null
  readonly personId: string | null
  readonly practice: string | null
  readonly amountMinor: bigint
  readonly functionalMinor: bigint
}

/** Sums of actuals of a type that is posted when it is recorded. */
export interface Movement extends Summed {
  readonly kind: 'cost' | 'unbilled_sales'
}

/** The entry each type makes, by the ledger's rules. */
const posted = {
  cost: {
    subledger: 'cost',
    rule: costAbsorbed.name,
    description: 'Cost of approved work',
    lines: (cost: Valued, about: About) => costAbsorbed.lines({ cost, about }),
  },
  unbilled_sales: {
    subledger: 'revenue',
    rule: revenueAccrued.name,
    description: 'Revenue of approved work',
    lines: (revenue: Valued, about: About) =>
      revenueAccrued.lines({ revenue, revenueRole: 'revenue_time', conditional: false, about }),
  },
} as const

/** A select of movements over actuals; `actuals` selects rows of `actuals.actual`, all dated on one day. */
export function movementsOf(actuals: RawBuilder<unknown>, datedOn: PlainDate): RawBuilder<Movement> {
  return sql<Movement>`
    select actual.transaction_type as kind, actual.entity_id as "entityId", ${datedOn}::date as day, actual.currency,
      actual.client_id as "clientId", actual.contract_id as "contractId", actual.project_id as "projectId",
      actual.person_id as "personId", org_unit.code as practice, sum(actual.amount_minor)::bigint as "amountMinor",
      sum(actual.functional_minor)::bigint as "functionalMinor"
    from (${actuals}) as actual
    left join firm.org_unit on org_unit.tenant_id = kernel.tenant_id() and org_unit.id = actual.practice_id
    group by 1, 2, 4, 5, 6, 7, 8, 9
    having sum(actual.amount_minor) <> 0 or sum(actual.functional_minor) <> 0`
}

/**
 * Posts movements of a batch: one entry an entity, month and type, dated on the last day something of it happened.
 * Refuses `period_closed`.
 */
export async function postMovements(
  ctx: PostingContext,
  batchId: string,
  movements: readonly Movement[],
): Promise<void> {
  const groups = Map.groupBy(movements, ({ kind, entityId, day }) => `${kind} ${entityId} ${monthStart(day)}`)
  const keys = [...groups.keys()].sort()
  await post(
    ctx,
    keys.map((key) => entryOf(batchId, groups.get(key) ?? [])),
  )
}

function entryOf(batchId: string, movements: readonly Movement[]): NewEntry {
  const [first] = movements
  if (!first) throw new Error('an entry needs movements')
  const { subledger, rule, description, lines } = posted[first.kind]
  const date = movements.reduce((last, { day }) => (day > last ? day : last), first.day)
  return {
    bookId: first.entityId,
    date,
    subledger,
    description,
    source: { type: 'actuals', id: batchId },
    // A batch of several months makes several entries of one rule.
    rule: `${rule} ${date.slice(0, 7)}`,
    lines: movements.flatMap((movement) => {
      const { clientId, contractId, projectId, personId, practice, currency } = movement
      const value = { amount: money(movement.amountMinor, currency), functional: movement.functionalMinor }
      return lines(value, { clientId, contractId, projectId, personId, practice })
    }),
  }
}
