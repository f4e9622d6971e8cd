import { weekStart } from '#kernel/dates.ts'
import { answer } from '#kernel/handle.ts'
import { week as contract } from './contract.ts'
import { workerOf } from './timesheet-table.ts'
import { weekOf } from './week-view.ts'

export const week = answer(contract, async (ctx, input) => {
  const person = await workerOf(ctx, input.personId)
  return weekOf(ctx.tx, person, weekStart(input.weekStart ?? ctx.call.today))
})
