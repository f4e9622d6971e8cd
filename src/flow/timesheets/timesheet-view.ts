/** How weeks and their lines are shown. */
import type { PlainDate } from '#kernel/dates.ts'
import type { QueryContext } from '#kernel/handle.ts'
import { type RawBuilder, sql, type Tx } from '#kernel/sql.ts'
import type { BillingType, EntryState } from './entry.ts'
import { approvedByCaller, callerOf } from './timesheet-table.ts'

export interface SheetRow {
  readonly id: string
  readonly personId: string
  readonly personName: string
  readonly weekStart: PlainDate
  readonly state: 'draft' | 'submitted' | 'approved'
  readonly minutes: number
  readonly submittedAt: Temporal.Instant | null
  readonly revision: number
}

/** All weeks with their workers and minutes. */
export const sheetRows: RawBuilder<unknown> = sql`
  select sheet.id, sheet.person_id as "personId", worker.name as "personName", sheet.week_start as "weekStart", sheet.state,
    (
      select coalesce(sum(entry.minutes), 0)::integer
      from timesheets.time_entry as entry
      where entry.tenant_id = sheet.tenant_id and entry.timesheet_id = sheet.id and entry.state <> 'recalled'
    ) as minutes,
    sheet.submitted_at as "submittedAt", sheet.revision
  from timesheets.timesheet as sheet
  join people.person as worker on worker.tenant_id = sheet.tenant_id and worker.id = sheet.person_id
  where sheet.tenant_id = kernel.tenant_id()`

/** A condition on week rows (`q`): all, one's own, or also those with lines one approves. */
export async function visibleSheets(ctx: QueryContext): Promise<RawBuilder<unknown> | undefined> {
  if (ctx.scope === 'all') return undefined
  const own = sql`q."personId" = ${(await callerOf(ctx))?.id ?? null}`
  if (ctx.scope === 'own') return own
  return sql`(${own} or exists (
    select from timesheets.time_entry as entry
    where entry.tenant_id = kernel.tenant_id() and entry.timesheet_id = q.id and ${await approvedByCaller(ctx)}))`
}

interface LineRow {
  readonly id: string
  readonly projectId: string
  readonly projectNumber: string
  readonly projectName: string
  readonly workPackageId: string
  readonly workPackage: string
  readonly workedOn: PlainDate
  readonly minutes: number
  readonly billingType: BillingType
  readonly description: string
  readonly state: EntryState
  readonly reason: string
  readonly approverId: string | null
  readonly approverName: string | null
}

/** The lines of a week, by day, with who decides about each. */
export function linesOf(tx: Tx, timesheetId: string | RawBuilder<unknown>): Promise<LineRow[]> {
  return tx.rows(sql<LineRow>`
    select entry.id, entry.project_id as "projectId", project.number as "projectNumber", project.name as "projectName",
      entry.work_package_id as "workPackageId", package.code || ' ' || package.title as "workPackage",
      entry.worked_on as "workedOn", entry.minutes, entry.billing_type as "billingType", entry.description, entry.state,
      entry.reason, approver.id as "approverId", approver.name as "approverName"
    from timesheets.time_entry as entry
    join projects.project on project.tenant_id = entry.tenant_id and project.id = entry.project_id
    join projects.work_package as package on package.tenant_id = entry.tenant_id and package.id = entry.work_package_id
    left join people.person as approver
      on approver.tenant_id = entry.tenant_id and approver.id = coalesce(package.approver_id, project.manager_id)
    where entry.tenant_id = kernel.tenant_id() and entry.timesheet_id = ${timesheetId}
    order by entry.worked_on, entry.id`)
}
