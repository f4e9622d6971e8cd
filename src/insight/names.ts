import { mayRun } from '#engines/access'
import { answer } from '#kernel/handle.ts'
import { names as contract } from './contract.ts'
import { searched } from './search-kinds.ts'

/** Of an id nothing is known but the record it is of, so every kind that the caller may see is asked for all of them. */
export const namesOfRecords = answer(contract, async (ctx, { ids }) => {
  const may = await mayRun(ctx)
  const found = await Promise.all(
    searched.map(async ({ kind, needs, opens, called }) => {
      if (!called || !may.has(needs) || !may.has(opens[0])) return []
      return (await ctx.tx.rows(called(ids))).map(({ id, label, detail }) => ({ kind, id, label, detail }))
    }),
  )
  return { items: found.flat() }
})
