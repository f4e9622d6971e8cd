import { answer } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql } from '#kernel/sql.ts'
import { get as contract } from './contract.ts'
import { linesOf, type SheetRow, sheetRows, visibleSheets } from './timesheet-view.ts'

export const getTimesheet = answer(contract, async (ctx, { timesheetId }) => {
  const visible = await visibleSheets(ctx)
  const sheet = await ctx.tx.maybe(sql<SheetRow>`
    select q.*
    from (${sheetRows}) as q
    where q.id = ${timesheetId} and ${visible ?? sql`true`}`)
  if (!sheet) throw new Refused('timesheet_not_found', { timesheetId })
  return { ...sheet, lines: await linesOf(ctx.tx, timesheetId) }
})
