import type { BusinessEvent } from '#kernel/handle.ts'
import { sql, type Tx } from '#kernel/sql.ts'

interface Part {
  readonly timesheetId: string
  readonly personId: string
  readonly personName: string
  readonly weekStart: string
  readonly projectId: string
  readonly projectNumber: string
  readonly approverPersonId: string | null
  readonly approverPrincipalId: string | null
  readonly minutes: number
}

/**
 * One event a submitted week, with a part for each project and who decides about it: the approver named for all the
 * work packages of the part, else the project manager. `entryIds` null means every submitted line of the weeks.
 */
export async function submittedEvents(
  tx: Tx,
  timesheetIds: readonly string[],
  entryIds: readonly string[] | null,
): Promise<BusinessEvent[]> {
  const parts = await tx.rows(sql<Part>`
    with part as (
      select entry.timesheet_id, entry.project_id, sum(entry.minutes)::integer as minutes,
        case when count(distinct coalesce(package.approver_id, project.manager_id)) = 1
          then (array_agg(coalesce(package.approver_id, project.manager_id)))[1]
          else (array_agg(project.manager_id))[1]
        end as approver_id
      from timesheets.time_entry as entry
      join projects.work_package as package on package.tenant_id = entry.tenant_id and package.id = entry.work_package_id
      join projects.project on project.tenant_id = entry.tenant_id and project.id = entry.project_id
      where entry.tenant_id = kernel.tenant_id() and entry.timesheet_id = any(${timesheetIds}::uuid[])
        and entry.state = 'submitted' and (${entryIds}::uuid[] is null or entry.id = any(${entryIds}::uuid[]))
      group by entry.timesheet_id, entry.project_id
    )
    select sheet.id as "timesheetId", worker.id as "personId", worker.name as "personName", sheet.week_start as "weekStart",
      project.id as "projectId", project.number as "projectNumber", part.approver_id as "approverPersonId",
      approver.principal_id as "approverPrincipalId", part.minutes
    from part
    join timesheets.timesheet as sheet on sheet.tenant_id = kernel.tenant_id() and sheet.id = part.timesheet_id
    join people.person as worker on worker.tenant_id = sheet.tenant_id and worker.id = sheet.person_id
    join projects.project on project.tenant_id = sheet.tenant_id and project.id = part.project_id
    left join people.person as approver on approver.tenant_id = sheet.tenant_id and approver.id = part.approver_id
    order by sheet.id, project.number`)
  const bySheet = Map.groupBy(parts, (part) => part.timesheetId)
  return [...bySheet].map(([timesheetId, ofSheet]) => ({
    type: 'timesheets.submitted',
    key: timesheetId,
    payload: {
      timesheetId,
      personId: ofSheet[0]?.personId,
      personName: ofSheet[0]?.personName,
      weekStart: ofSheet[0]?.weekStart,
      parts: ofSheet.map(({ projectId, projectNumber, approverPersonId, approverPrincipalId, minutes }) => ({
        projectId,
        projectNumber,
        approverPersonId,
        approverPrincipalId,
        minutes,
        subject: `${timesheetId}:${projectId}`,
      })),
    },
  }))
}
