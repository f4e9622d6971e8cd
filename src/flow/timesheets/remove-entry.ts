import { handle } from '#kernel/handle.ts'
import { refuseIf } from '#kernel/refusal.ts'
import { sql } from '#kernel/sql.ts'
import { removeEntry as contract } from './contract.ts'
import { changeRefusal } from './entry.ts'
import { lockEntry, settleSheet } from './timesheet-table.ts'

export const removeEntry = handle(contract, async (ctx, { timeEntryId }) => {
  const { tx, call } = ctx
  const { entry, sheet } = await lockEntry(ctx, timeEntryId)
  refuseIf(changeRefusal(entry.state), { state: entry.state })
  await tx.run(sql`
    delete from timesheets.time_entry
    where tenant_id = kernel.tenant_id() and id = ${timeEntryId}`)
  const { revision } = await settleSheet(tx, sheet.id, call.now)
  return {
    output: { timesheetId: sheet.id, revision },
    touched: [{ type: 'timesheet', id: sheet.id, before: entry, after: null }],
  }
})
