import { type ChangeEffort, type ChangeRow, changeById, effortOf } from '#flow/contracts'
import type { PlainDate } from '#kernel/dates.ts'
import { handle } from '#kernel/handle.ts'
import { newId } from '#kernel/id.ts'
import { refuseIf } from '#kernel/refusal.ts'
import { json, nextRevision, sql, type Tx, tables } from '#kernel/sql.ts'
import { reviseBudget as contract } from './contract.ts'
import { changeRefusal } from './project.ts'
import { lockProject } from './project-table.ts'
import type { ProjectsTables } from './schema.ts'

const db = tables<ProjectsTables>()

/** An engagement without a project yet has nothing to plan anew: its project will be made from the changed contract. */
export const reviseProjectBudget = handle(contract, async (ctx, { changeId }) => {
  const { tx } = ctx
  const change = await changeById(tx, changeId)
  const known = await tx.maybe(
    db.selectFrom('projects.project').select('id').where('opportunity_id', '=', change.opportunityId),
  )
  if (!known) return { output: { projectId: null, version: null } }
  const projectId = known.id
  const project = await lockProject(tx, projectId)
  const { number, state } = project
  refuseIf(changeRefusal(project), { number, state })
  const effort = await effortOf(tx, changeId)
  await extendWork(tx, projectId, change)
  await addWorkPackages(tx, projectId, change, effort)
  const version = await writeVersion(tx, projectId, change, effort, ctx.call.today)
  await tx.run(
    db
      .updateTable('projects.project')
      .set({ ends_on: sql<string>`greatest(ends_on, ${change.endsOn}::date)`, revision: nextRevision })
      .where('id', '=', projectId),
  )
  return {
    output: { projectId, version },
    touched: [
      {
        type: 'project',
        id: projectId,
        before: { endsOn: project.endsOn },
        after: { budgetVersion: version, change: change.number },
      },
    ],
    events: [{ type: 'projects.budgetRevised', key: projectId, payload: { projectId, version, changeId } }],
  }
})

async function extendWork(tx: Tx, projectId: string, change: ChangeRow): Promise<void> {
  if (change.endsOn === null) return
  await tx.run(sql`
    update projects.work_package
    set ends_on = greatest(ends_on, ${change.endsOn}::date)
    where tenant_id = kernel.tenant_id() and project_id = ${projectId} and contract_line_id = ${change.contractLineId}
      and state = 'open'`)
}

/** Titles that no open work package of the line has become new ones, numbered on from those there are. */
async function addWorkPackages(
  tx: Tx,
  projectId: string,
  change: ChangeRow,
  effort: readonly ChangeEffort[],
): Promise<void> {
  await tx.run(sql`
    insert into projects.work_package (id, project_id, code, title, contract_line_id, starts_on, ends_on)
    select kernel.new_id(), ${projectId}, 'WP' || (known.highest + row_number() over (order by wanted.place)), wanted.title, line.id,
      line.starts_on, line.ends_on
    from (
        select title, min(place) as place
        from unnest(${effort.map((one) => one.workPackage)}::text[]) with ordinality as given (title, place)
        group by title) as wanted
      cross join (
        select coalesce(max(substring(code from '^WP([0-9]{1,6})$')::integer), 0) as highest
        from projects.work_package
        where tenant_id = kernel.tenant_id() and project_id = ${projectId}) as known
      join contracts.contract_line as line on line.tenant_id = kernel.tenant_id() and line.id = ${change.contractLineId}
    where not exists (
      select from projects.work_package as package
      where package.tenant_id = line.tenant_id and package.project_id = ${projectId} and package.contract_line_id = line.id
        and package.title = wanted.title and package.state = 'open')`)
}

/** The approved version goes on in the next one, with what the change adds: at agreed rates, since those are billed. */
async function writeVersion(
  tx: Tx,
  projectId: string,
  change: ChangeRow,
  effort: readonly ChangeEffort[],
  today: PlainDate,
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
    db.insertInto('projects.budget').values({
      id: budgetId,
      project_id: projectId,
      version,
      state: 'approved',
      change_id: change.id,
    }),
  )
  await tx.run(sql`
    insert into projects.budget_line (budget_id, work_package_id, role_code, minutes, cost_minor, price_minor, currency)
    select ${budgetId}, work_package_id, role_code, sum(minutes), sum(cost_minor), sum(price_minor), min(currency)
    from (
      select work_package_id, role_code, minutes, cost_minor, price_minor, currency
      from projects.budget_line
      where tenant_id = kernel.tenant_id() and budget_id = ${before?.id ?? null}
      union all
      select package.id, work."roleCode", work.minutes, kernel.rate_times_minutes(work."costRate", work.minutes, ${change.currency}),
        kernel.rate_times_minutes(
          coalesce(contracts.rate_on(line.id, work."roleCode", greatest(line.starts_on, ${today}::date)), work."billRate"),
          work.minutes, ${change.currency}),
        ${change.currency}
      from jsonb_to_recordset(${json(effort)})
          as work ("workPackage" text, "roleCode" text, minutes integer, "billRate" numeric, "costRate" numeric)
        join projects.work_package as package on package.tenant_id = kernel.tenant_id() and package.project_id = ${projectId}
          and package.contract_line_id = ${change.contractLineId} and package.title = work."workPackage" and package.state = 'open'
        join contracts.contract_line as line on line.tenant_id = package.tenant_id and line.id = package.contract_line_id
    ) as both_versions
    group by work_package_id, role_code`)
  return version
}
