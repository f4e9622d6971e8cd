import { recordApprovedTime } from '#flow/actuals'
import { handle } from '#kernel/handle.ts'
import { approve as contract } from './contract.ts'
import { decideLines } from './decide-lines.ts'
import { lockSheet, settleSheet } from './timesheet-table.ts'

/** Approval is where work becomes money: cost, unbilled sales and their postings are in this transaction. */
export const approveTimesheet = handle(contract, async (ctx, { timesheetId, projectId }) => {
  const sheet = await lockSheet(ctx.tx, timesheetId)
  ctx.checkRevision(sheet.revision)
  const { lines, parts } = await decideLines(ctx, [timesheetId], { to: 'approved', projectId })
  await recordApprovedTime(
    ctx,
    lines.map(({ id, ...line }) => ({ timeEntryId: id, ...line })),
  )
  const { state, minutes, revision } = await settleSheet(ctx.tx, timesheetId, ctx.call.now)
  const projectIds = [...new Set(lines.map((line) => line.projectId))]
  return {
    output: { timesheetId, state, minutes, revision },
    touched: [
      {
        type: 'timesheet',
        id: timesheetId,
        before: { state: sheet.state },
        after: { state, lines: lines.map(({ id }) => id) },
      },
      ...parts,
    ],
    events: [
      {
        type: 'timesheets.approved',
        key: timesheetId,
        payload: { timesheetId, personId: sheet.personId, weekStart: sheet.weekStart, projectIds },
      },
    ],
  }
})
