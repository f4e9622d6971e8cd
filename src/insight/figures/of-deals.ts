/** What sales lives by: what may come, what came, and what is held up. One's own deals, for who has any record of people. */
import { monthStart } from '#kernel/dates.ts'
import { sql } from '#kernel/sql.ts'
import { amounts, counted, type Figure, type Me } from './figure.ts'

const own = ({ personId }: Me) => (personId === null ? sql`` : sql`and owner_id = ${personId}`)
const mine = ({ personId }: Me) => (personId === null ? {} : { ownerId: personId })

/** The first day of the quarter of a day. */
export function quarterStart(day: string): string {
  const month = Number.parseInt(day.slice(5, 7), 10)
  const first = String(month - ((month - 1) % 3)).padStart(2, '0')
  return monthStart(`${day.slice(0, 4)}-${first}-01`)
}

export const ofDeals: readonly Figure[] = [
  {
    // The weighted pipeline: each open deal at its amount times its probability.
    key: 'sales.pipeline',
    measure: (me) =>
      amounts(
        me,
        sql`
          select currency, sum(round(amount_minor * probability / 100.0))::bigint as minor
          from opportunities.opportunity
          where tenant_id = kernel.tenant_id() and state = 'open' ${own(me)}
          group by currency
          order by currency`,
      ),
    derivation: (me) => ({ query: 'opportunities.list', input: { state: 'open', ...mine(me) } }),
  },
  {
    key: 'sales.won',
    measure: (me) =>
      amounts(
        me,
        sql`
          select currency, sum(amount_minor)::bigint as minor
          from opportunities.opportunity
          where tenant_id = kernel.tenant_id() and state = 'won' and closed_on >= ${quarterStart(me.ctx.call.today)} ${own(me)}
          group by currency
          order by currency`,
      ),
    derivation: (me) => ({
      query: 'opportunities.list',
      input: { state: 'won', closedFrom: quarterStart(me.ctx.call.today), ...mine(me) },
    }),
  },
  {
    // A won quote becomes draft contracts, which the approval of its terms activates.
    key: 'sales.awaiting-approval',
    measure: (me) =>
      counted(
        me,
        'count',
        sql`
          select count(*) as value
          from contracts.contract
          where tenant_id = kernel.tenant_id() and state = 'draft'`,
      ),
    derivation: () => ({ query: 'contracts.list', input: { state: 'draft' } }),
  },
]
