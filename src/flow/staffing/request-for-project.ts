import { lockProject, requireManaged } from '#flow/projects'
import { handle } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql, tables } from '#kernel/sql.ts'
import { requestForProject as contract } from './contract.ts'
import { demandOf } from './request-events.ts'
import type { StaffingTables } from './schema.ts'

const db = tables<StaffingTables>()

export const requestForProject = handle(contract, async (ctx, { projectId }) => {
  const { tx } = ctx
  const project = await lockProject(tx, projectId)
  await requireManaged(ctx, project)
  const { number } = project
  const standing = db.selectFrom('staffing.resource_request').select('id').where('state', '<>', 'cancelled')
  const asked = await tx.rows(standing.where('project_id', '=', projectId).limit(1))
  if (asked.length > 0) throw new Refused('requests_exist', { number })
  const requests = await tx.rows(sql<{ id: string; roleCode: string; workPackage: string; minutes: number }>`
    with made as (
      insert into staffing.resource_request (id, project_id, work_package_id, role_code, minutes, starts_on, ends_on)
      select kernel.new_id(), package.project_id, package.id, line.role_code, line.minutes, package.starts_on, package.ends_on
      from projects.budget
        join projects.budget_line as line on line.tenant_id = budget.tenant_id and line.budget_id = budget.id
        join projects.work_package as package on package.tenant_id = line.tenant_id and package.id = line.work_package_id
      where budget.tenant_id = kernel.tenant_id() and budget.project_id = ${projectId} and budget.state = 'approved'
      returning id, work_package_id, role_code, minutes
    )
    select made.id, made.role_code as "roleCode", package.title as "workPackage", made.minutes
    from made
      join projects.work_package as package on package.tenant_id = kernel.tenant_id() and package.id = made.work_package_id
    order by package.code, made.role_code`)
  if (requests.length === 0) throw new Refused('project_has_no_budget', { number })
  const ids = requests.map((request) => request.id)
  return {
    output: { projectId, requestIds: ids },
    touched: [
      ...requests.map((request) => ({
        type: 'resource_request',
        id: request.id,
        after: { ...request, state: 'submitted' },
      })),
      { type: 'project', id: projectId },
    ],
    events: (await demandOf(tx, ids)).map((demand) => ({
      type: 'staffing.requested',
      key: demand.requestId,
      payload: demand,
    })),
  }
})
