/** The tables of projects: rows in, rows out, locks, and who manages what. */
import { personOf } from '#flow/people'
import type { Context, QueryContext } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { anyOf, type RawBuilder, type RowOf, sql, type Tx, tables } from '#kernel/sql.ts'
import type { ProjectState } from './project.ts'
import type { ProjectsTables } from './schema.ts'

const db = tables<ProjectsTables>()

const projectRows = db
  .selectFrom('projects.project')
  .select(['id', 'number', 'name', 'opportunity_id as opportunityId', 'client_id as clientId'])
  .select([
    'entity_id as entityId',
    'currency',
    'manager_id as managerId',
    'delivery_lead_id as deliveryLeadId',
  ])
  .select(['state', 'closure', 'lessons', 'starts_on as startsOn', 'ends_on as endsOn', 'revision'])

export type Project = RowOf<typeof projectRows>

/** The projects with these ids. Unknown ids are left out. */
export function projectsById(tx: Tx, ids: readonly string[]): Promise<Project[]> {
  return tx.rows(projectRows.where('id', '=', anyOf(ids)).orderBy('id'))
}

/** Locks a project until commit. Refuses with `project_not_found`. */
export async function lockProject(tx: Tx, projectId: string): Promise<Project> {
  const found = await tx.maybe(projectRows.where('id', '=', projectId).forNoKeyUpdate())
  if (!found) throw new Refused('project_not_found', { projectId })
  return found
}

/** Does this person manage the project or lead its delivery? */
export function manages(project: Pick<Project, 'managerId' | 'deliveryLeadId'>, personId: string): boolean {
  return project.managerId === personId || project.deliveryLeadId === personId
}

/**
 * Under a project scope, refuses a caller who neither manages the project nor leads its delivery: to them it is as
 * if it were not there.
 */
export async function requireManaged(
  ctx: Pick<Context, 'tx' | 'call' | 'scope'>,
  project: Project,
): Promise<void> {
  if (ctx.scope === 'all') return
  const person = await personOf(ctx.tx, ctx.call.onBehalfOf ?? ctx.call.actorId)
  if (!person || !manages(project, person.id))
    throw new Refused('project_not_found', { projectId: project.id })
}

/** A condition for lists: the project in `column` is one the caller manages or leads; undefined when all are seen. */
export async function managedOnly(
  ctx: QueryContext,
  column: RawBuilder<unknown>,
): Promise<RawBuilder<unknown> | undefined> {
  if (ctx.scope !== 'project') return undefined
  const person = await personOf(ctx.tx, ctx.call.onBehalfOf ?? ctx.call.actorId)
  return sql`${column} in (
    select managed.id
    from projects.project as managed
    where managed.tenant_id = kernel.tenant_id() and ${person?.id ?? null}::uuid in (managed.manager_id, managed.delivery_lead_id))`
}

/** Writes the fields that change in a project's life and gives it back as it is now. */
export async function updateProject(
  tx: Tx,
  before: Project,
  change: Partial<Pick<Project, 'state' | 'managerId' | 'deliveryLeadId' | 'closure' | 'lessons'>>,
): Promise<Project> {
  const after = { ...before, ...change, revision: before.revision + 1 }
  await tx.run(
    db
      .updateTable('projects.project')
      .set({
        state: after.state,
        manager_id: after.managerId,
        delivery_lead_id: after.deliveryLeadId,
        closure: after.closure,
        lessons: after.lessons,
        revision: after.revision,
      })
      .where('id', '=', after.id),
  )
  return after
}

/** A work package with what time recorded on it needs to know. */
export interface WorkPackage {
  readonly id: string
  readonly projectId: string
  readonly projectNumber: string
  readonly projectName: string
  readonly projectState: ProjectState
  readonly code: string
  readonly title: string
  readonly contractLineId: string | null
  readonly startsOn: string
  readonly endsOn: string
  readonly state: 'open' | 'closed'
  /** Who approves its time: the approver named for it, else the project manager. */
  readonly approverId: string | null
}

const workPackageSelect = sql`
  select package.id, package.project_id as "projectId", project.number as "projectNumber", project.name as "projectName",
    project.state as "projectState", package.code, package.title, package.contract_line_id as "contractLineId",
    package.starts_on as "startsOn", package.ends_on as "endsOn", package.state,
    coalesce(package.approver_id, project.manager_id) as "approverId"
  from projects.work_package as package
    join projects.project on project.tenant_id = package.tenant_id and project.id = package.project_id
  where package.tenant_id = kernel.tenant_id()`

export function workPackagesById(tx: Tx, ids: readonly string[]): Promise<WorkPackage[]> {
  return tx.rows(
    sql<WorkPackage>`${workPackageSelect} and package.id = any(${ids}::uuid[]) order by package.id`,
  )
}

/** All work packages of projects, in project and code order. */
export function workPackagesOf(tx: Tx, projectIds: readonly string[]): Promise<WorkPackage[]> {
  return tx.rows(
    sql<WorkPackage>`${workPackageSelect} and package.project_id = any(${projectIds}::uuid[]) order by project.number, package.code`,
  )
}

/** The work packages of all projects named by number or by name, for imports that know them by words. */
export function workPackagesOfNamedProjects(tx: Tx, names: readonly string[]): Promise<WorkPackage[]> {
  return tx.rows(sql<WorkPackage>`
    ${workPackageSelect} and (project.number = any(${names}::text[]) or project.name = any(${names}::text[]))
    order by project.number, package.code`)
}
