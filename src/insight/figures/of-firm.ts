/** What who runs the firm lives by: this month's revenue, the margin of what is under way, and how long clients take to pay. */
import { earnedByTheHour } from '#flow/revenue'
import { addDays, monthEnd, monthStart } from '#kernel/dates.ts'
import { formatDecimal, roundedQuotient } from '#kernel/money.ts'
import { sql } from '#kernel/sql.ts'
import { amounts, type Figure, type Me } from './figure.ts'
import { ofAllProjects } from './of-projects.ts'

/** Revenue of a span of days by entity, in its currency: entity_id, minor (as revenue.byMethod). */
const earned = (from: string, to: string) => sql`
  select earned.entity_id, sum(earned.functional_minor) as minor
  from (
    select entity_id, functional_minor
    from (${earnedByTheHour}) as hourly
    where happened_on between ${from} and ${to}
    union all
    select contract.entity_id, event.functional_minor
    from revenue.event
      join contracts.contract on contract.tenant_id = event.tenant_id and contract.id = event.contract_id
    where event.tenant_id = kernel.tenant_id() and event.recognised_on between ${from} and ${to}) as earned
  group by earned.entity_id`

const month = ({ ctx }: Me) => ({ from: monthStart(ctx.call.today), to: monthEnd(ctx.call.today) })

const YEAR_DAYS = 365n

export const ofFirm: readonly Figure[] = [
  {
    key: 'firm.revenue',
    measure: (me) => {
      const { from, to } = month(me)
      return amounts(
        me,
        sql`
          select entity.currency, sum(earned.minor)::bigint as minor
          from (${earned(from, to)}) as earned
            join firm.legal_entity as entity on entity.tenant_id = kernel.tenant_id() and entity.id = earned.entity_id
          group by entity.currency
          order by entity.currency`,
      )
    },
    derivation: (me) => ({ query: 'revenue.byMethod', input: month(me) }),
  },
  ...ofAllProjects
    .filter(({ key }) => key === 'projects.margin')
    .map((figure) => ({ ...figure, key: 'firm.margin' })),
  {
    // Days sales outstanding: closing receivables over the revenue of the year before, times 365. Entities are brought
    // into the currency of the first of them at today's rates; null without revenue or without a rate.
    key: 'firm.days-sales-outstanding',
    measure: async (me) => {
      const { today } = me.ctx.call
      const { open, revenue } = await me.ctx.tx.one(sql<{ open: bigint | null; revenue: bigint | null }>`
        with home as (
          select currency
          from firm.legal_entity
          where tenant_id = kernel.tenant_id()
          order by code
          limit 1
        ), entity as (
          select entity.currency::text as currency, home.currency::text as target,
            firm.rate_on(entity.currency::text, home.currency::text, ${today}::date) as rate,
            coalesce((
              select sum(functional_open_minor)
              from billing.invoice
              where invoice.tenant_id = entity.tenant_id and invoice.entity_id = entity.id and number is not null and open_minor > 0
            ), 0)::bigint as open,
            coalesce(earned.minor, 0)::bigint as revenue
          from home
            cross join firm.legal_entity as entity
            left join (${earned(addDays(today, -364), today)}) as earned on earned.entity_id = entity.id
          where entity.tenant_id = kernel.tenant_id()
        )
        select case when not bool_or(rate is null and (open <> 0 or revenue <> 0))
            then sum(kernel.convert(open, currency, coalesce(rate, 1), target)) end::bigint as open,
          case when not bool_or(rate is null and (open <> 0 or revenue <> 0))
            then sum(kernel.convert(revenue, currency, coalesce(rate, 1), target)) end::bigint as revenue
        from entity`)
      const known = open !== null && revenue !== null && revenue > 0n
      const value = known ? formatDecimal(roundedQuotient(open * YEAR_DAYS * 10n, revenue), 1) : null
      return { values: [{ unit: 'days', value }] }
    },
    derivation: () => ({ query: 'collections.ageing', input: {} }),
  },
]
