import { answer } from '#kernel/handle.ts'
import { sql } from '#kernel/sql.ts'
import { nameProcesses as contract } from './contract.ts'
import { graphsOf } from './store/graphs.ts'

export const names = answer(contract, async ({ tx }, { language }) => {
  const latest = await tx.rows(sql<{ id: string; key: string; name: string }>`
    select id, key, name
    from process.definition
    where tenant_id = kernel.tenant_id() and latest
    order by key`)
  const graphs = await graphsOf(
    tx,
    latest.map(({ id }) => id),
  )
  return {
    processes: latest.map(({ id, key, name: own }) => {
      const translations = Object.entries(graphs.get(id)?.translations ?? {})
      const elements = translations.flatMap(([element, { [language]: name }]) =>
        name === undefined ? [] : [[element, name] as const],
      )
      return { key, names: { [key]: own, ...Object.fromEntries(elements) } }
    }),
  }
})
