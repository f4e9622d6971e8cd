import { answer } from '#kernel/handle.ts'
import { list } from '#kernel/list.ts'
import { sql } from '#kernel/sql.ts'
import type { RequestState } from './booking.ts'
import { listRequests as contract } from './contract.ts'
import { bookedForRequest } from './staffing-table.ts'

interface RequestRow {
  readonly id: string
  readonly projectId: string
  readonly projectNumber: string
  readonly workPackageId: string
  readonly workPackage: string
  readonly roleCode: string
  readonly minutes: number
  readonly bookedMinutes: number
  readonly startsOn: string
  readonly endsOn: string
  readonly state: RequestState
  readonly reason: string
  readonly revision: number
}

const requestRows = sql`
  select request.id, request.project_id as "projectId", project.number as "projectNumber", request.work_package_id as "workPackageId",
    package.title as "workPackage", request.role_code as "roleCode", request.minutes, booked.minutes as "bookedMinutes",
    request.starts_on as "startsOn", request.ends_on as "endsOn", request.state, request.reason, request.revision
  from staffing.resource_request as request
    join projects.project on project.tenant_id = request.tenant_id and project.id = request.project_id
    join projects.work_package as package on package.tenant_id = request.tenant_id and package.id = request.work_package_id
    cross join lateral (${bookedForRequest}) as booked
  where request.tenant_id = kernel.tenant_id()`

export const listRequests = answer(contract, (ctx, input) =>
  list<RequestRow>(
    ctx.tx,
    {
      from: requestRows,
      where: [
        input.requestId && sql`q.id = ${input.requestId}`,
        input.state && sql`q.state = ${input.state}`,
        input.projectId && sql`q."projectId" = ${input.projectId}`,
        input.roleCode && sql`q."roleCode" = ${input.roleCode}`,
      ].map((condition) => condition || undefined),
      sorts: { startsOn: 'startsOn', minutes: 'minutes' },
      groups: {
        state: { by: 'state' },
        projectId: { by: 'projectId', label: 'projectNumber', kind: 'id' },
        roleCode: { by: 'roleCode' },
      },
      sums: { minutes: { minutes: 'minutes', bookedMinutes: 'bookedMinutes' } },
    },
    input,
  ),
)
