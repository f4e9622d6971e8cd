import { weekStart } from '#kernel/dates.ts'
import { answer } from '#kernel/handle.ts'
import { sql } from '#kernel/sql.ts'
import { week as contract } from './contract.ts'
import { workerOf } from './timesheet-table.ts'
import { linesOf, type SheetRow, sheetRows } from './timesheet-view.ts'

export const week = answer(contract, async (ctx, input) => {
  const person = await workerOf(ctx, input.personId)
  const first = weekStart(input.weekStart ?? ctx.call.today)
  const sheet = await ctx.tx.maybe(sql<SheetRow>`
    select q.*
    from (${sheetRows}) as q
    where q."personId" = ${person.id} and q."weekStart" = ${first}`)
  if (sheet) return { ...sheet, lines: await linesOf(ctx.tx, sheet.id) }
  return {
    id: null,
    personId: person.id,
    personName: person.name,
    weekStart: first,
    state: 'draft' as const,
    minutes: 0,
    submittedAt: null,
    revision: 0,
    lines: [],
  }
})
