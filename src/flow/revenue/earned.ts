/** Revenue as it was earned, of every method, in the currency of its entity. */
import type { PlainDate } from '#kernel/dates.ts'
import { type RawBuilder, sql } from '#kernel/sql.ts'
import { earnedByTheHour } from './facts.ts'

export type Method = 'as_approved' | 'milestone' | 'ratable'

/** entity_id, method, day, functional_minor: all that was earned from one day to another. */
export const earned = (from: PlainDate, to: PlainDate): RawBuilder<unknown> => sql`
  select entity_id, 'as_approved' as method, happened_on as day, functional_minor
  from (${earnedByTheHour}) as hourly
  where happened_on between ${from} and ${to}
  union all
  select contract.entity_id, plan.method, event.recognised_on, event.functional_minor
  from revenue.event
  join revenue.plan on plan.tenant_id = event.tenant_id and plan.contract_line_id = event.contract_line_id
  join contracts.contract on contract.tenant_id = event.tenant_id and contract.id = event.contract_id
  where event.tenant_id = kernel.tenant_id() and event.recognised_on between ${from} and ${to}`
