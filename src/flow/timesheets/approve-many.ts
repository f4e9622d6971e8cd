import { recordApprovedTime } from '#flow/actuals'
import { handle } from '#kernel/handle.ts'
import { approveMany as contract } from './contract.ts'
import { decideLines } from './decide-lines.ts'
import { settleSheets } from './timesheet-table.ts'

export const approveManyTimesheets = handle(contract, async (ctx, { timesheetIds, projectId }) => {
  const { sheets, lines, parts } = await decideLines(ctx, timesheetIds, { to: 'approved', projectId })
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
  return {
    output: {
      timesheets: settled.length,
      lines: lines.length,
      minutes: lines.reduce((sum, line) => sum + line.minutes, 0),
    },
    touched: [
      ...settled.map(({ id, state }) => ({ type: 'timesheet', id, before: null, after: { state } })),
      ...parts,
    ],
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
