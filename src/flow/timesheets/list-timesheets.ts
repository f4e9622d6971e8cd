import { answer } from '#kernel/handle.ts'
import { list as page } from '#kernel/list.ts'
import { sql } from '#kernel/sql.ts'
import { list as contract } from './contract.ts'
import { type SheetRow, sheetRows, visibleSheets } from './timesheet-view.ts'

export const listTimesheets = answer(contract, async (ctx, input) =>
  page<SheetRow>(
    ctx.tx,
    {
      from: sheetRows,
      where: [
        await visibleSheets(ctx),
        input.state === undefined ? undefined : sql`q.state = ${input.state}`,
        input.personId === undefined ? undefined : sql`q."personId" = ${input.personId}`,
        input.from === undefined ? undefined : sql`q."weekStart" >= ${input.from}`,
        input.to === undefined ? undefined : sql`q."weekStart" <= ${input.to}`,
        input.projectId === undefined
          ? undefined
          : sql`exists (
              select from timesheets.time_entry as entry
              where entry.tenant_id = kernel.tenant_id() and entry.timesheet_id = q.id and entry.project_id = ${input.projectId})`,
      ],
      sorts: { weekStart: 'weekStart', personName: 'personName' },
      groups: {
        state: { by: 'state' },
        personId: { by: 'personId', label: 'personName', kind: 'id' },
        month: { by: 'weekStart', kind: 'month' },
      },
      sums: { minutes: { minutes: 'minutes' } },
    },
    input,
  ),
)
