import type { Json } from '#kernel/contract.ts'
import { answer, type QueryContext } from '#kernel/handle.ts'
import { wireSchema } from '#kernel/operation.ts'
import { sql } from '#kernel/sql.ts'
import { startable as contract } from './contract.ts'
import { startersSeen } from './may-start.ts'
import type { Graph } from './model/graph.ts'
import { startReads } from './model/start-reads.ts'
import { graphsOf } from './store/graphs.ts'

export const listStartable = answer(contract, async (ctx) => {
  const { tx, registry } = ctx
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
  const maySee = await startersSeen(ctx)
  return {
    processes: latest.flatMap(({ id, key, name }) => {
      const graph = graphs.get(id)
      if (!graph || graph.scopes[0]?.starts.length === 0 || !maySee(graph)) return []
      const schema = graph.startForm as Record<string, Json> | null
      return [{ definitionId: id, key, name, schema, expects: schema ? [] : expectedOf(graph, registry) }]
    }),
  }
})

/** What the first steps read, and how it is spelt where it goes to a command as it is. */
function expectedOf(graph: Graph, registry: QueryContext['registry']) {
  const contractOf = (command: string) => registry.get(command)?.contract
  const resultOf = (command: string) => {
    const contract = contractOf(command)
    return contract ? Object.keys(wireSchema(contract.output).properties ?? {}) : null
  }
  return startReads(graph, resultOf).map(({ name, goesTo }) => {
    const contract = goesTo && contractOf(goesTo.command)
    const field = contract && goesTo ? wireSchema(contract.input).properties?.[goesTo.field] : undefined
    return { name, schema: (field ?? null) as Record<string, Json> | null }
  })
}
