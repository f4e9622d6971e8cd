import { handle } from '#kernel/handle.ts'
import { refuseIf } from '#kernel/refusal.ts'
import { tables } from '#kernel/sql.ts'
import { removeEntry as contract } from './contract.ts'
import { changeRefusal } from './entry.ts'
import type { TimesheetsTables } from './schema.ts'
import { lockEntry, settleSheet } from './timesheet-table.ts'

const db = tables<TimesheetsTables>()

export const removeEntry = handle(contract, async (ctx, { timeEntryId }) => {
  const { tx, call } = ctx
  const { entry, sheet } = await lockEntry(ctx, timeEntryId)
  refuseIf(changeRefusal(entry.state), { state: entry.state })
  await tx.run(db.deleteFrom('timesheets.time_entry').where('id', '=', timeEntryId))
  const { revision } = await settleSheet(tx, sheet.id, call.now)
  return {
    output: { timesheetId: sheet.id, revision },
    touched: [{ type: 'timesheet', id: sheet.id, before: entry, after: null }],
  }
})
