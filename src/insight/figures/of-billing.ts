/** What billing lives by: what may be billed now, what is kept from it, and what clients owe too long. */
import { remainders } from '#flow/billing'
import { sql } from '#kernel/sql.ts'
import { amounts, counted, type Figure, type Me } from './figure.ts'

const readiness = ({ ctx }: Me) => ({ query: 'billing.readiness', input: { cutoff: ctx.call.today } })

export const ofBilling: readonly Figure[] = [
  {
    // Approved time under its cap, accepted milestones and fees that have come due (as billing.readiness).
    key: 'billing.ready',
    measure: (me) => {
      const { today } = me.ctx.call
      return amounts(
        me,
        sql`
          select contract.currency, sum(ready.minor)::bigint as minor
          from (
            select contract_id, amount_minor as minor
            from actuals.backlog
            where tenant_id = kernel.tenant_id() and happened_on <= ${today} and cap_status <> 'failed'
            union all
            select line.contract_id, milestone.amount_minor
            from contracts.milestone
              join contracts.contract_line as line on line.tenant_id = milestone.tenant_id and line.id = milestone.contract_line_id
            where milestone.tenant_id = kernel.tenant_id() and milestone.billing_status = 'ready' and milestone.accepted_on <= ${today}
            union all
            select line.contract_id, fee.amount_minor
            from contracts.fee
              join contracts.contract_line as line on line.tenant_id = fee.tenant_id and line.id = fee.contract_line_id
            where fee.tenant_id = kernel.tenant_id() and fee.billing_status = 'ready' and fee.bill_on <= ${today}
            union all
            select contract_id, amount_minor
            from (${remainders}) as remainder
            where ready_on <= ${today}) as ready
            join contracts.contract on contract.tenant_id = kernel.tenant_id() and contract.id = ready.contract_id
              and contract.state in ('active', 'completed')
          group by contract.currency
          having sum(ready.minor) <> 0
          order by contract.currency`,
      )
    },
    derivation: readiness,
  },
  {
    // Chargeable hours that are written and not approved: the largest blocker, in the unit in which it is worked off.
    key: 'billing.blocked',
    measure: (me) =>
      counted(
        me,
        'minutes',
        sql`
          select coalesce(sum(entry.minutes), 0)::bigint as value
          from timesheets.time_entry as entry
            join projects.work_package as package on package.tenant_id = entry.tenant_id and package.id = entry.work_package_id
            join contracts.contract_line as line on line.tenant_id = package.tenant_id and line.id = package.contract_line_id
              and line.billing_method = 'time_and_materials'
          where entry.tenant_id = kernel.tenant_id() and entry.worked_on <= ${me.ctx.call.today}
            and entry.state in ('draft', 'submitted', 'rejected') and entry.billing_type = 'chargeable'`,
      ),
    derivation: readiness,
  },
  {
    key: 'billing.overdue',
    measure: (me) =>
      amounts(
        me,
        sql`
          select currency, sum(open_minor)::bigint as minor
          from billing.invoice
          where tenant_id = kernel.tenant_id() and open_minor > 0 and number is not null and due_date < ${me.ctx.call.today}
          group by currency
          order by currency`,
      ),
    derivation: () => ({ query: 'collections.openItems', input: { overdueOnly: true } }),
  },
]
