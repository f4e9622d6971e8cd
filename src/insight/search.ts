import { mayRun } from '#engines/access'
import { answer } from '#kernel/handle.ts'
import { search as contract, searchKinds } from './contract.ts'
import { type Found, type Searched, type Sought, searched } from './search-kinds.ts'

export const searchRecords = answer(contract, async (ctx, { text, kinds, limit }) => {
  const may = await mayRun(ctx)
  const lower = text.toLowerCase()
  const terms = [...new Set(lower.split(/\s+/))]
  // One more than wanted tells whether there are more.
  const sought: Sought = { text: lower, terms, limit: limit + 1 }
  const wanted = searchKinds
    .filter((kind) => kinds === undefined || kinds.includes(kind))
    .flatMap((kind) => searched.find((one) => one.kind === kind) ?? [])
  const found = await Promise.all(
    wanted.map(async (one) => {
      const scope = may.get(one.needs)
      // Who may list records and not open them would be shown an address that refuses.
      if (scope === undefined || !may.has(one.opens[0])) return { one, rows: [] }
      const statement = await one.find({ ...ctx, scope }, sought)
      return { one, rows: await ctx.tx.rows(statement) }
    }),
  )
  return {
    items: found.flatMap(({ one, rows }) => rows.slice(0, limit).map((row) => shown(one, row))),
    more: found.filter(({ rows }) => rows.length > limit).map(({ one }) => one.kind),
  }
})

function shown({ kind, opens: [query, field] }: Searched, { id, label, detail, about }: Found) {
  return { kind, id, label, detail, open: { query, input: { [field]: about } } }
}
