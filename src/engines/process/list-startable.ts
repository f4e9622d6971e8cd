import type { Json } from '#kernel/contract.ts'
import { answer } from '#kernel/handle.ts'
import { sql } from '#kernel/sql.ts'
import { startable as contract } from './contract.ts'
import { graphsOf } from './store/graphs.ts'

export const listStartable = answer(contract, async ({ tx }) => {
  const latest = await tx.rows(sql<{ id: string; key: string; name: string }>`
    select d.id, d.key, d.name
    from process.definition d
    where d.tenant_id = kernel.tenant_id() and d.latest
      -- A variant begins in place of its process where it applies, and by nobody's choice.
      and not exists (select from process.variant v where v.tenant_id = d.tenant_id and v.key = d.key)
    order by d.name, d.key`)
  const graphs = await graphsOf(
    tx,
    latest.map(({ id }) => id),
  )
  return {
    processes: latest.flatMap(({ id, key, name }) => {
      const graph = graphs.get(id)
      if (!graph || graph.scopes[0]?.starts.length === 0) return []
      return [{ definitionId: id, key, name, schema: graph.startForm as Record<string, Json> | null }]
    }),
  }
})
