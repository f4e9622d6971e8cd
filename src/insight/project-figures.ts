/** What projects cost, earn and are worth, in the currency of each: one statement for any number of projects. */
import { earnedByTheHour } from '#flow/revenue'
import type { PlainDate } from '#kernel/dates.ts'
import { type RawBuilder, sql, type Tx } from '#kernel/sql.ts'

/** The kinds of figure. Dated ones are valued at the rate of their day, agreed and planned ones at that of today. */
export type Kind =
  | 'contract_value'
  | 'budget_cost'
  | 'budget_price'
  | 'actual_cost'
  | 'waiting_cost'
  | 'booked_cost'
  | 'recognised'
  | 'billed'
  | 'ready'
  | 'over_cap'

export interface Figure {
  readonly projectId: string
  /** Null for what belongs to no single work package: prices and invoices of a contract line. */
  readonly workPackageId: string | null
  readonly kind: Kind
  readonly minutes: number
  /** In the currency of the project; null when a cost rate or an exchange rate is missing. */
  readonly minor: bigint | null
}

/** Time that is recorded and not yet approved. */
const waitingTime = sql`
  select project.id, entry.work_package_id, 'waiting_cost', employer.currency, project.currency, entry.worked_on, entry.minutes,
    kernel.rate_times_minutes(people.cost_rate_on(entry.person_id, entry.worked_on), entry.minutes, employer.currency)
  from project
  join timesheets.time_entry as entry
    on entry.tenant_id = kernel.tenant_id() and entry.project_id = project.id
    and entry.state in ('draft', 'submitted', 'rejected')
  join people.person on person.tenant_id = entry.tenant_id and person.id = entry.person_id
  join firm.legal_entity as employer on employer.tenant_id = person.tenant_id and employer.id = person.entity_id`

/** What people are firmly booked for after today, at what they cost today. */
const bookedTime = (today: PlainDate) => sql`
  select project.id, booking.work_package_id, 'booked_cost', employer.currency, project.currency, ${today}::date,
    (booking.minutes_per_day * days.number)::integer,
    kernel.rate_times_minutes(people.cost_rate_on(booking.person_id, ${today}::date),
      (booking.minutes_per_day * days.number)::integer, employer.currency)
  from project
  join staffing.booking
    on booking.tenant_id = kernel.tenant_id() and booking.project_id = project.id and booking.state = 'hard'
    and booking.ends_on > ${today}::date
  join people.person on person.tenant_id = booking.tenant_id and person.id = booking.person_id
  join firm.legal_entity as employer on employer.tenant_id = person.tenant_id and employer.id = person.entity_id
  cross join lateral (
    select count(*) as number
    from firm.working_days(person.entity_id, greatest(booking.starts_on, ${today}::date + 1), booking.ends_on)) as days`

/** What was agreed with the client and what of it was earned, billed and waits. */
const agreed = (today: PlainDate) => sql`
  select line.project_id, null::uuid, 'contract_value', line.currency, line.target, ${today}::date, 0, line.price_minor
  from line
  union all
  select line.project_id, null, 'recognised', event.currency, line.target, event.recognised_on, 0, event.amount_minor
  from line
  join revenue.event on event.tenant_id = kernel.tenant_id() and event.contract_line_id = line.id
  union all
  select line.project_id, null, 'billed', line.currency, line.target, invoice.invoice_date, 0,
    billed.net_minor - billed.credited_minor
  from line
  join billing.invoice on invoice.tenant_id = kernel.tenant_id() and invoice.contract_id = line.contract_id and invoice.number is not null
  join billing.invoice_line as billed
    on billed.tenant_id = invoice.tenant_id and billed.invoice_id = invoice.id and billed.contract_line_id = line.id
  union all
  select line.project_id, null, case backlog.cap_status when 'failed' then 'over_cap' else 'ready' end, line.currency, line.target,
    ${today}::date, backlog.minutes, backlog.amount_minor
  from line
  join actuals.backlog on backlog.tenant_id = kernel.tenant_id() and backlog.contract_line_id = line.id`

/** What the work was planned to be and was. */
const worked = (today: PlainDate) => sql`
  select project.id, budget_line.work_package_id, kind.name, budget_line.currency, project.currency, ${today}::date,
    case kind.name when 'budget_cost' then budget_line.minutes else 0 end,
    case kind.name when 'budget_cost' then budget_line.cost_minor else budget_line.price_minor end
  from project
  join projects.budget on budget.tenant_id = kernel.tenant_id() and budget.project_id = project.id and budget.state = 'approved'
  join projects.budget_line on budget_line.tenant_id = budget.tenant_id and budget_line.budget_id = budget.id
  cross join (values ('budget_cost'), ('budget_price')) as kind (name)
  union all
  select project.id, actual.work_package_id, 'actual_cost', actual.currency, project.currency, actual.happened_on, actual.minutes,
    actual.amount_minor
  from project
  join actuals.actual
    on actual.tenant_id = kernel.tenant_id() and actual.project_id = project.id and actual.transaction_type = 'cost'
  union all
  select project.id, earned.work_package_id, 'recognised', earned.currency, project.currency, earned.happened_on, 0,
    earned.amount_minor
  from project
  join (${earnedByTheHour}) as earned on earned.project_id = project.id`

/** The figures of projects by work package, where they have one. */
export function figuresOfProjects(
  tx: Tx,
  projectIds: readonly string[],
  today: PlainDate,
): Promise<Figure[]> {
  const amounts: RawBuilder<unknown> = sql.join(
    [agreed(today), worked(today), waitingTime, bookedTime(today)],
    sql` union all `,
  )
  return tx.rows(sql<Figure>`
    with project as materialized (
      select id, currency, opportunity_id
      from projects.project
      where tenant_id = kernel.tenant_id() and id = any(${projectIds}::uuid[])
    ),
    line as materialized (
      select project.id as project_id, project.currency as target, line.id, line.contract_id, line.price_minor, contract.currency
      from project
      join contracts.contract
        on contract.tenant_id = kernel.tenant_id() and contract.opportunity_id = project.opportunity_id
        and contract.state not in ('draft', 'lost')
      join contracts.contract_line as line on line.tenant_id = contract.tenant_id and line.contract_id = contract.id
    ),
    amount (project_id, work_package_id, kind, currency, target, day, minutes, minor) as (${amounts}),
    daily as (
      select project_id, work_package_id, kind, currency, target, day, sum(minutes)::integer as minutes,
        case when bool_and(minor is not null) then sum(minor)::bigint end as minor
      from amount
      group by project_id, work_package_id, kind, currency, target, day
    ),
    exchanged as materialized (
      select asked.*, firm.rate_on(currency, target, day) as rate
      from (select distinct currency, target, day from daily) as asked
    ),
    valued as (
      select daily.*, kernel.convert(daily.minor, daily.currency, exchanged.rate, daily.target) as value
      from daily
      join exchanged using (currency, target, day)
    )
    select project_id as "projectId", work_package_id as "workPackageId", kind, sum(minutes)::integer as minutes,
      case when bool_and(value is not null) then sum(value)::bigint end as minor
    from valued
    group by project_id, work_package_id, kind
    order by project_id, work_package_id, kind`)
}
