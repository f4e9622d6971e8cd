import { reverseTime } from '#flow/actuals'
import { handle } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql, tables } from '#kernel/sql.ts'
import { recall as contract } from './contract.ts'
import type { TimesheetsTables } from './schema.ts'
import { approvedByCaller, lockSheet, settleSheet } from './timesheet-table.ts'

const db = tables<TimesheetsTables>()

/**
 * An approved line stays as it was, recalled and reversed; a draft that says the same takes its place. What was
 * billed already is refused by the reversal.
 */
export const recallTimesheet = handle(contract, async (ctx, { timesheetId, projectId, reason }) => {
  const { tx, call } = ctx
  const sheet = await lockSheet(tx, timesheetId)
  ctx.checkRevision(sheet.revision)
  const ofSheet = db
    .updateTable('timesheets.time_entry as entry')
    .set({ state: 'recalled', reason })
    .where('entry.timesheet_id', '=', timesheetId)
    .where('entry.state', '=', 'approved')
    .where(await approvedByCaller(ctx))
    .returning('entry.id')
  const recalled = await tx.rows(
    projectId === undefined ? ofSheet : ofSheet.where('entry.project_id', '=', projectId),
  )
  if (recalled.length === 0) throw new Refused('timesheet_nothing_to_recall')
  const ids = recalled.map(({ id }) => id)
  await reverseTime(ctx, ids)
  await tx.run(sql`
    insert into timesheets.time_entry
      (timesheet_id, person_id, project_id, work_package_id, worked_on, minutes, billing_type, description)
    select timesheet_id, person_id, project_id, work_package_id, worked_on, minutes, billing_type, description
    from timesheets.time_entry
    where tenant_id = kernel.tenant_id() and id = any(${ids}::uuid[])
    order by worked_on, id`)
  const { state, minutes, revision } = await settleSheet(tx, timesheetId, call.now)
  return {
    output: { timesheetId, state, minutes, revision },
    touched: [
      {
        type: 'timesheet',
        id: timesheetId,
        before: { state: sheet.state },
        after: { state, reason, recalled: ids },
      },
    ],
    events: [
      {
        type: 'timesheets.recalled',
        key: timesheetId,
        payload: { timesheetId, personId: sheet.personId, weekStart: sheet.weekStart, reason },
      },
    ],
  }
})
