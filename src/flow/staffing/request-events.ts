/** What staffing tells of a request, to processes and to later rooms. */
import type { BusinessEvent } from '#kernel/handle.ts'
import { sql, type Tx, tables } from '#kernel/sql.ts'
import type { StaffingTables } from './schema.ts'
import type { ResourceRequest } from './staffing-table.ts'

const db = tables<StaffingTables>()

/** The request is met; and when it was the last of its project, the project is staffed. */
export async function fulfilled(
  tx: Tx,
  { id: requestId, projectId }: ResourceRequest,
): Promise<BusinessEvent[]> {
  const met = { type: 'staffing.requestFulfilled', key: requestId, payload: { requestId, projectId } }
  return [met, ...(await staffed(tx, projectId))]
}

/** The project is staffed once none of its requests is open or sent back, and at least one was met. */
export async function staffed(tx: Tx, projectId: string): Promise<BusinessEvent[]> {
  const states = await tx.rows(
    db.selectFrom('staffing.resource_request').select('state').distinct().where('project_id', '=', projectId),
  )
  const isOpen = states.some(({ state }) => state === 'submitted' || state === 'needs_review')
  const isMet = states.some(({ state }) => state === 'fulfilled')
  return isOpen || !isMet ? [] : [{ type: 'staffing.projectStaffed', key: projectId, payload: { projectId } }]
}

/** What is asked for, as the events that begin its staffing tell it. */
export async function demandOf(tx: Tx, requestIds: readonly string[]) {
  return tx.rows(sql<{
    requestId: string
    projectId: string
    projectNumber: string
    roleCode: string
    workPackage: string
    minutes: number
    startsOn: string
    endsOn: string
  }>`
    select request.id as "requestId", request.project_id as "projectId", project.number as "projectNumber",
      request.role_code as "roleCode", package.title as "workPackage", request.minutes,
      request.starts_on as "startsOn", request.ends_on as "endsOn"
    from staffing.resource_request as request
      join projects.project on project.tenant_id = request.tenant_id and project.id = request.project_id
      join projects.work_package as package on package.tenant_id = request.tenant_id
        and package.id = request.work_package_id
    where request.tenant_id = kernel.tenant_id() and request.id = any(${requestIds}::uuid[])
    order by package.code, request.role_code`)
}
