import { answer } from '#kernel/handle.ts'
import { sql } from '#kernel/sql.ts'
import { nameProcesses as contract } from './contract.ts'
import { graphsOf } from './store/graphs.ts'

export const names = answer(contract, async ({ tx }, { language }) => {
  const latest = await tx.rows(sql<{ id: string; key: string }>`
    select id, key
    from process.definition
    where tenant_id = kernel.tenant_id() and latest
    order by key`)
  const graphs = await graphsOf(
    tx,
    latest.map(({ id }) => id),
  )
  return {
    processes: latest.flatMap(({ id, key }) => {
      const translations = Object.entries(graphs.get(id)?.translations ?? {})
      const elements = translations.flatMap(([element, { [language]: name }]) =>
        name === undefined ? [] : [[element, name] as const],
      )
      return elements.length > 0 ? [{ key, names: Object.fromEntries(elements) }] : []
    }),
  }
})
