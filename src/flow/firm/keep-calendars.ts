import { handle } from '#kernel/handle.ts'
import { keepCalendars as contract } from './contract.ts'
import { keepWorkingDays } from './working-days-calendar.ts'

/** Asked for before models are deployed that count on the calendar of the firm; holidays keep it by themselves afterwards. */
export const keepCalendars = handle(contract, async (ctx) => {
  const changed = await keepWorkingDays(ctx)
  return {
    output: { changed: changed.map(({ name }) => name) },
    touched: changed.map(({ name, ...after }) => ({ type: 'calendar', id: name, after })),
  }
})
