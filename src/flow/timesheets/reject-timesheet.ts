import { handle } from '#kernel/handle.ts'
import { reject as contract } from './contract.ts'
import { decideLines } from './decide-lines.ts'
import { lockSheet, settleSheet } from './timesheet-table.ts'

export const rejectTimesheet = handle(contract, async (ctx, { timesheetId, projectId, reason }) => {
  const sheet = await lockSheet(ctx.tx, timesheetId)
  ctx.checkRevision(sheet.revision)
  const { parts } = await decideLines(ctx, [timesheetId], { to: 'rejected', projectId, reason })
  const { state, minutes, revision } = await settleSheet(ctx.tx, timesheetId, ctx.call.now)
  return {
    output: { timesheetId, state, minutes, revision },
    touched: [
      { type: 'timesheet', id: timesheetId, before: { state: sheet.state }, after: { state, reason } },
      ...parts,
    ],
    events: [
      {
        type: 'timesheets.rejected',
        key: timesheetId,
        payload: { timesheetId, personId: sheet.personId, weekStart: sheet.weekStart, reason },
      },
    ],
  }
})
