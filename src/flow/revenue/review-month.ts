import { addMonths, monthEnd, type PlainDate } from '#kernel/dates.ts'
import { handle } from '#kernel/handle.ts'
import { convert, formatDecimal, formatMoney, money, roundedQuotient } from '#kernel/money.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql, type Tx } from '#kernel/sql.ts'
import { review as contract } from './contract.ts'
import { earnedByTheHour } from './facts.ts'

/** Limits of decision tables are in this currency. */
const LIMIT_CURRENCY = 'USD'

/** What was found is journaled, so that it can be shown later what was known when the revenue of a month was recognised. */
export const reviewMonth = handle(contract, async ({ tx, call }, { month, contractId }) => {
  const first = `${month}-01`
  const end = monthEnd(first)
  if (end > call.today) throw new Refused('month_not_over', { month, end })
  const rows = await factsOf(tx, { first, end, contractId })
  const contracts = rows.map((row) => shown(row, end))
  return {
    output: { month, contracts },
    touched: contracts.map(({ contractId: id, revenue, marginPercent, estimate }) => ({
      type: 'contract',
      id,
      after: { reviewed: month, revenue, marginPercent, estimate },
    })),
  }
})

interface Row {
  readonly contractId: string
  readonly contractNumber: string
  readonly title: string
  readonly clientName: string
  readonly projectId: string | null
  readonly projectNumber: string | null
  readonly managerPrincipalId: string | null
  readonly currency: string
  readonly rate: string | null
  readonly asApproved: bigint
  readonly milestone: bigint
  readonly ratable: bigint
  readonly before: bigint
  readonly price: bigint
  readonly budget: bigint | null
  readonly estimate: bigint | null
  readonly estimateBefore: bigint | null
}

interface Span {
  readonly first: PlainDate
  readonly end: PlainDate
  readonly contractId: string | undefined
}

/** The contracts with revenue in the month or in the one before, or with another estimate since the month began. */
function factsOf(tx: Tx, { first, end, contractId }: Span): Promise<Row[]> {
  const one = contractId ? sql`and contract.id = ${contractId}` : sql``
  return tx.rows(sql<Row>`
    with earned as (
      select contract_id, 'as_approved' as method, happened_on as day, amount_minor
      from (${earnedByTheHour}) as hourly
      union all
      select event.contract_id, plan.method, event.recognised_on, event.amount_minor
      from revenue.event
      join revenue.plan on plan.tenant_id = event.tenant_id and plan.contract_line_id = event.contract_line_id
      where event.tenant_id = kernel.tenant_id()
      union all
      select plan.contract_id, plan.method, ${end}::date, schedule.amount_minor
      from revenue.schedule
      join revenue.plan on plan.tenant_id = schedule.tenant_id and plan.contract_line_id = schedule.contract_line_id
      where schedule.tenant_id = kernel.tenant_id() and schedule.period_end <= ${end}
        and not exists (
          select from revenue.event
          where event.tenant_id = schedule.tenant_id and event.contract_line_id = schedule.contract_line_id
            and event.source_type = 'schedule' and event.source_key = schedule.period_start::text)),
    summed as (
      select contract_id,
        coalesce(sum(amount_minor) filter (where day >= ${first} and method = 'as_approved'), 0)::bigint as as_approved,
        coalesce(sum(amount_minor) filter (where day >= ${first} and method = 'milestone'), 0)::bigint as milestone,
        coalesce(sum(amount_minor) filter (where day >= ${first} and method = 'ratable'), 0)::bigint as ratable,
        coalesce(sum(amount_minor) filter (where day < ${first}), 0)::bigint as before
      from earned
      where day between ${addMonths(first, -1)} and ${end}
      group by contract_id),
    agreed as (
      select contract_id, sum(price_minor)::bigint as price
      from contracts.contract_line
      where tenant_id = kernel.tenant_id()
      group by contract_id),
    budgeted as (
      select line.contract_id, sum(planned.cost_minor)::bigint as cost
      from projects.budget
      join projects.budget_line as planned on planned.tenant_id = budget.tenant_id and planned.budget_id = budget.id
      join projects.work_package as package on package.tenant_id = planned.tenant_id and package.id = planned.work_package_id
      join contracts.contract_line as line on line.tenant_id = package.tenant_id and line.id = package.contract_line_id
      where budget.tenant_id = kernel.tenant_id() and budget.state = 'approved'
      group by line.contract_id),
    estimated as (
      select contract_id, cost_minor, estimated_on,
        lag(cost_minor) over (partition by contract_id order by estimated_at, id) as before,
        row_number() over (partition by contract_id order by estimated_at desc, id desc) as place
      from projects.estimate
      where tenant_id = kernel.tenant_id())
    select contract.id as "contractId", contract.number as "contractNumber", contract.title, client.name as "clientName",
      project.id as "projectId", project.number as "projectNumber", manager.principal_id as "managerPrincipalId",
      contract.currency, firm.rate_on(contract.currency, ${LIMIT_CURRENCY}, ${end})::text as rate,
      coalesce(summed.as_approved, 0)::bigint as "asApproved", coalesce(summed.milestone, 0)::bigint as milestone,
      coalesce(summed.ratable, 0)::bigint as ratable, coalesce(summed.before, 0)::bigint as before,
      coalesce(agreed.price, 0)::bigint as price, budgeted.cost as budget, estimated.cost_minor as estimate,
      case when estimated.estimated_on >= ${first} then coalesce(estimated.before, budgeted.cost) else estimated.cost_minor end
        as "estimateBefore"
    from contracts.contract
      join clients.client on client.tenant_id = contract.tenant_id and client.id = contract.client_id
      left join projects.project on project.tenant_id = contract.tenant_id and project.opportunity_id = contract.opportunity_id
      left join people.person as manager on manager.tenant_id = project.tenant_id and manager.id = project.manager_id
      left join summed on summed.contract_id = contract.id
      left join agreed on agreed.contract_id = contract.id
      left join budgeted on budgeted.contract_id = contract.id
      left join estimated on estimated.contract_id = contract.id and estimated.place = 1
    where contract.tenant_id = kernel.tenant_id() and contract.state in ('active', 'completed') ${one}
      and (summed.contract_id is not null or estimated.estimated_on >= ${first})
    order by contract.number`)
}

function shown(row: Row, day: PlainDate) {
  const { currency, rate, price, budget, estimate, estimateBefore, ...facts } = row
  const { asApproved, milestone, ratable, before, ...names } = facts
  if (rate === null)
    throw new Refused('exchange_rate_missing', { source: currency, target: LIMIT_CURRENCY, day })
  const text = (minor: bigint) => formatMoney(money(minor, currency))
  const revenue = asApproved + milestone + ratable
  const cost = estimate ?? budget
  return {
    ...names,
    currency,
    asApproved: text(asApproved),
    milestone: text(milestone),
    ratable: text(ratable),
    revenue: text(revenue),
    revenueUsd: formatMoney(convert(money(revenue, currency), rate, LIMIT_CURRENCY)),
    before: text(before),
    deltaPercent: percentOf(revenue - before, before),
    estimate: cost === null ? null : text(cost),
    estimateChangePercent:
      estimate === null || estimateBefore === null
        ? null
        : percentOf(estimate - estimateBefore, estimateBefore),
    marginPercent: cost === null ? null : percentOf(price - cost, price),
  }
}

/** A part in per cent of a whole, with two digits; null of nothing. */
const percentOf = (part: bigint, whole: bigint): string | null =>
  whole === 0n ? null : formatDecimal(roundedQuotient(part * 10_000n, whole), 2)
