import { projectsById, requireManaged, type WorkPackage, workPackagesOf } from '#flow/projects'
import { answer } from '#kernel/handle.ts'
import { type Money, money, split, subtract } from '#kernel/money.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql, type Tx } from '#kernel/sql.ts'
import { margin as contract } from './contract.ts'
import { earnedByTheHour } from './facts.ts'

/** Everything is told in the currency of the project, each amount at the rate of the day it happened. */
export const marginOfProject = answer(contract, async (ctx, { projectId }) => {
  const [project] = await projectsById(ctx.tx, [projectId])
  if (!project) throw new Refused('project_not_found', { projectId })
  await requireManaged(ctx, project)
  const { currency } = project
  const packages = await workPackagesOf(ctx.tx, [projectId])
  const hourly = await hourlyOf(ctx.tx, projectId, currency)
  const planned = await plannedOf(ctx.tx, projectId, currency, packages)
  const items = packages.map(({ id, code, title }) => {
    const work = hourly.get(id)
    const revenue = money((work?.revenue ?? 0n) + (planned.get(id) ?? 0n), currency)
    const cost = money(work?.cost ?? 0n, currency)
    return { id, code, title, minutes: work?.minutes ?? 0, revenue, cost, margin: subtract(revenue, cost) }
  })
  const total = (pick: (item: (typeof items)[number]) => Money) =>
    money(
      items.reduce((sum, item) => sum + pick(item).minor, 0n),
      currency,
    )
  return {
    projectId,
    revenue: total((item) => item.revenue),
    cost: total((item) => item.cost),
    margin: total((item) => item.margin),
    items,
  }
})

interface Hourly {
  readonly workPackageId: string
  readonly minutes: number
  readonly revenue: bigint
  readonly cost: bigint
}

interface DayRow {
  readonly missing: string | null
  readonly day: string
}

/** Cost, minutes and revenue by the hour of each work package. */
async function hourlyOf(tx: Tx, projectId: string, currency: string): Promise<Map<string, Hourly>> {
  const days = sql`
    select work_package_id, happened_on, currency, kind, sum(amount_minor)::bigint as amount_minor, sum(minutes)::integer as minutes,
      firm.rate_on(currency, ${currency}, happened_on) as rate
    from (
      select work_package_id, happened_on, currency, 'cost' as kind, amount_minor, minutes
      from actuals.actual
      where tenant_id = kernel.tenant_id() and project_id = ${projectId} and transaction_type = 'cost'
      union all
      select work_package_id, happened_on, currency, 'revenue', amount_minor, 0
      from (${earnedByTheHour}) as earned
      where project_id = ${projectId}) as work
    group by work_package_id, happened_on, currency, kind`
  await requireRates(tx, sql`select currency, happened_on as day, rate from (${days}) as days`, currency)
  const rows = await tx.rows(sql<Hourly>`
    select work_package_id as "workPackageId", sum(minutes)::integer as minutes,
      coalesce(sum(kernel.convert(amount_minor, currency, rate, ${currency})) filter (where kind = 'revenue'), 0)::bigint as revenue,
      coalesce(sum(kernel.convert(amount_minor, currency, rate, ${currency})) filter (where kind = 'cost'), 0)::bigint as cost
    from (${days}) as days
    group by work_package_id`)
  return new Map(rows.map((row) => [row.workPackageId, row]))
}

interface LineRevenue {
  readonly contractLineId: string
  readonly minor: bigint
}

/** Revenue of fixed and recurring lines by work package: where several share a line, by their budgeted price. */
async function plannedOf(
  tx: Tx,
  projectId: string,
  currency: string,
  packages: readonly WorkPackage[],
): Promise<Map<string, bigint>> {
  const lineIds = packages.flatMap((one) => one.contractLineId ?? [])
  const days = sql`
    select contract_line_id, recognised_on as day, currency, amount_minor,
      firm.rate_on(currency, ${currency}, recognised_on) as rate
    from revenue.event
    where tenant_id = kernel.tenant_id() and contract_line_id = any (${lineIds}::uuid[])`
  await requireRates(tx, days, currency)
  const revenues = await tx.rows(sql<LineRevenue>`
    select contract_line_id as "contractLineId", sum(kernel.convert(amount_minor, currency, rate, ${currency}))::bigint as minor
    from (${days}) as days
    group by contract_line_id`)
  const budgets = await tx.rows(sql<{ workPackageId: string; price: bigint }>`
    select budget_line.work_package_id as "workPackageId", sum(budget_line.price_minor)::bigint as price
    from projects.budget
    join projects.budget_line on budget_line.tenant_id = budget.tenant_id and budget_line.budget_id = budget.id
    where budget.tenant_id = kernel.tenant_id() and budget.project_id = ${projectId} and budget.state = 'approved'
    group by budget_line.work_package_id`)
  const priceOf = new Map(budgets.map((budget) => [budget.workPackageId, budget.price]))
  const parts = revenues.flatMap(({ contractLineId, minor }) => {
    const sharing = packages.filter((one) => one.contractLineId === contractLineId)
    const prices = sharing.map((one) => priceOf.get(one.id) ?? 0n)
    const weights = prices.some((price) => price > 0n) ? prices : sharing.map(() => 1n)
    return split(money(minor, currency), weights).map(
      (part, index) => [sharing[index]?.id ?? '', part.minor] as const,
    )
  })
  return new Map(parts)
}

/** Refuses when an amount of a day has no way into the currency; `days` gives currency, day and rate. */
async function requireRates(tx: Tx, days: ReturnType<typeof sql>, target: string): Promise<void> {
  const [gap] = await tx.rows(sql<DayRow>`
    select currency as missing, day
    from (${days}) as days
    where rate is null
    order by day
    limit 1`)
  if (gap) throw new Refused('exchange_rate_missing', { source: gap.missing, target, day: gap.day })
}
