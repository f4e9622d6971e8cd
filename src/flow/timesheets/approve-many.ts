import { recordApprovedTime } from '#flow/actuals'
import { handle } from '#kernel/handle.ts'
import { sql } from '#kernel/sql.ts'
import { approveMany as contract } from './contract.ts'
import { decideLines } from './decide-lines.ts'
import { settleSheets } from './timesheet-table.ts'

export const approveManyTimesheets = handle(contract, async (ctx, { timesheetIds }) => {
  const { sheets, lines } = await decideLines(ctx, timesheetIds, { to: 'approved' })
  await recordApprovedTime(
    ctx,
    lines.map(({ id, ...line }) => ({ timeEntryId: id, ...line })),
  )
  const settled = await settleSheets(
    ctx.tx,
    sheets.map((sheet) => sheet.id),
    ctx.call.now,
  )
  const projectsOf = Map.groupBy(lines, (line) => line.timesheetId)
  const lineIds = lines.map((line) => line.id)
  return {
    output: {
      timesheets: settled.length,
      lines: lines.length,
      minutes: lines.reduce((sum, line) => sum + line.minutes, 0),
    },
    touchedBy: sql`
      select 'timesheet', sheet.id::text, null::jsonb, jsonb_build_object('state', sheet.state)
      from timesheets.timesheet as sheet
      where sheet.tenant_id = kernel.tenant_id() and sheet.id = any(${sheets.map(({ id }) => id)}::uuid[])
      union all
      select distinct 'timesheet_part', entry.timesheet_id || ':' || entry.project_id,
        jsonb_build_object('state', 'submitted'), jsonb_build_object('state', 'approved')
      from timesheets.time_entry as entry
      where entry.tenant_id = kernel.tenant_id() and entry.id = any(${lineIds}::uuid[])`,
    events: settled.map((sheet) => ({
      type: 'timesheets.approved',
      key: sheet.id,
      payload: {
        timesheetId: sheet.id,
        personId: sheet.personId,
        weekStart: sheet.weekStart,
        projectIds: [...new Set(projectsOf.get(sheet.id)?.map((line) => line.projectId))],
      },
    })),
  }
})
