import type { z } from 'zod'
import { exchangeRatesOn } from '#flow/firm'
import { requireRoles, roleCostsOn } from '#flow/people'
import type { PlainDate } from '#kernel/dates.ts'
import { handle } from '#kernel/handle.ts'
import { newId } from '#kernel/id.ts'
import { Refused, refuseIf } from '#kernel/refusal.ts'
import { json, sql, type Tx, tables } from '#kernel/sql.ts'
import { planBudget as contract } from './contract.ts'
import { changeRefusal, plannedRefusal } from './project.ts'
import { lockProject, requireManaged, updateProject } from './project-table.ts'
import type { ProjectsTables } from './schema.ts'

const db = tables<ProjectsTables>()

type Line = z.output<typeof contract.input>['lines'][number]

export const planProjectBudget = handle(contract, async (ctx, { projectId, lines }) => {
  const { tx } = ctx
  const project = await lockProject(tx, projectId)
  await requireManaged(ctx, project)
  const { number, state } = project
  refuseIf(changeRefusal(project), { number, state })
  await requireRoles(
    tx,
    lines.map(({ roleCode }) => roleCode),
  )
  const work = await workOf(tx, projectId, lines, ctx.call.today)
  const version = await writeNextVersion(tx, projectId, await costed(tx, work, ctx.call.today))
  const { revision } = await updateProject(tx, project, {})
  const planned = work.map(({ code, roleCode, minutes }) => ({ code, roleCode, minutes }))
  return {
    output: { projectId, version, revision },
    touched: [{ type: 'project', id: projectId, after: { budgetVersion: version, planned } }],
    events: [
      { type: 'projects.budgetRevised', key: projectId, payload: { projectId, version, changeId: null } },
    ],
  }
})

/** A line with its work package: who does the work, in what it is told, and the price agreed for the role. */
interface Work extends Line {
  readonly line: number
  readonly code: string
  readonly isPlanned: boolean
  readonly currency: string
  readonly entityId: string
  readonly entityCode: string
  readonly entityCurrency: string
  readonly agreedRate: string | null
}

async function workOf(tx: Tx, projectId: string, lines: readonly Line[], today: PlainDate): Promise<Work[]> {
  const found = await tx.rows(sql<Omit<Work, keyof Line>>`
    select asked.place::integer as line, package.code, entity.id as "entityId", entity.code as "entityCode",
      entity.currency as "entityCurrency", coalesce(contract.currency, project.currency) as currency,
      contracts.rate_on(package.contract_line_id, asked.role_code, greatest(package.starts_on, ${today}::date))::text as "agreedRate",
      exists (
        select from projects.budget
          join projects.budget_line as planned on planned.tenant_id = budget.tenant_id and planned.budget_id = budget.id
        where budget.tenant_id = package.tenant_id and budget.project_id = package.project_id and budget.state = 'approved'
          and planned.work_package_id = package.id
      ) as "isPlanned"
    from unnest(${lines.map((one) => one.workPackageId)}::uuid[], ${lines.map((one) => one.roleCode)}::text[])
        with ordinality as asked (work_package_id, role_code, place)
      join projects.work_package as package on package.tenant_id = kernel.tenant_id() and package.id = asked.work_package_id
      join projects.project on project.tenant_id = package.tenant_id and project.id = package.project_id
      left join contracts.contract_line as line on line.tenant_id = package.tenant_id and line.id = package.contract_line_id
      left join contracts.contract on contract.tenant_id = line.tenant_id and contract.id = line.contract_id
      join firm.legal_entity as entity on entity.tenant_id = package.tenant_id
        and entity.id = coalesce(contract.entity_id, project.entity_id)
    where package.project_id = ${projectId}`)
  const byLine = new Map(found.map((one) => [one.line, one]))
  return lines.map((given, index) => {
    const known = byLine.get(index + 1)
    if (!known) throw new Refused('work_package_not_found', { workPackageId: given.workPackageId })
    refuseIf(plannedRefusal(known), { code: known.code })
    return { ...given, ...known }
  })
}

/** The lines with the cost of an hour in the entity's currency, and the rate that turns it into the one it is told in. */
async function costed(tx: Tx, work: readonly Work[], today: PlainDate) {
  const unknown = work.filter(({ costRate }) => costRate === undefined)
  const known = await roleCostsOn(tx, unknown, today)
  const costs = new Map(known.map((one) => [`${one.entityId} ${one.roleCode}`, one.cost.amount]))
  const pairs = unknown.map(({ entityCurrency, currency }) => ({ source: entityCurrency, target: currency }))
  const exchange = await exchangeRatesOn(tx, pairs, today)
  return work.map((one) => {
    const { line, roleCode, entityCode, currency } = one
    const priced = { ...one, rate: one.agreedRate ?? one.billRate ?? '0' }
    if (one.costRate !== undefined) return { ...priced, cost: one.costRate, exchange: '1' }
    const cost = costs.get(`${one.entityId} ${roleCode}`)
    if (cost === undefined) throw new Refused('cost_rate_unknown', { line, roleCode, entityCode })
    return { ...priced, cost, exchange: exchange.of(one.entityCurrency, currency) }
  })
}

/** What was planned before goes on in the next version, with the lines. Gives its number. */
async function writeNextVersion(
  tx: Tx,
  projectId: string,
  lines: Awaited<ReturnType<typeof costed>>,
): Promise<number> {
  const before = await tx.maybe(
    db
      .updateTable('projects.budget')
      .set({ state: 'revised' })
      .where('project_id', '=', projectId)
      .where('state', '=', 'approved')
      .returning(['id', 'version']),
  )
  const budgetId = newId()
  const version = (before?.version ?? 0) + 1
  await tx.run(
    db
      .insertInto('projects.budget')
      .values({ id: budgetId, project_id: projectId, version, state: 'approved' }),
  )
  await tx.run(sql`
    insert into projects.budget_line (budget_id, work_package_id, role_code, minutes, cost_minor, price_minor, currency)
    select ${budgetId}::uuid, work_package_id, role_code, minutes, cost_minor, price_minor, currency
    from projects.budget_line
    where tenant_id = kernel.tenant_id() and budget_id = ${before?.id ?? null}
    union all
    select ${budgetId}::uuid, "workPackageId", "roleCode", sum(minutes),
      sum(kernel.rate_times_minutes(round(cost * exchange, 6), minutes, currency)),
      sum(kernel.rate_times_minutes(rate, minutes, currency)), currency
    from jsonb_to_recordset(${json(lines)})
      as work ("workPackageId" uuid, "roleCode" text, minutes integer, cost numeric, exchange numeric, rate numeric, currency text)
    group by "workPackageId", "roleCode", currency`)
  return version
}
