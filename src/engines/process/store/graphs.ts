/** Compiled graphs in memory, by content hash: a definition is compiled once a program, however often it runs. */
import { sql, type Tx } from '#kernel/sql.ts'
import { compileInForce } from '../model/compile.ts'
import type { Graph } from '../model/graph.ts'

/** Enough for the definitions in use; the oldest goes first. */
const graphsMax = 500

const byHash = new Map<string, Graph>()
const hashById = new Map<string, string>()

/** Keeps a graph that was just compiled for deployment. */
export function rememberGraph(graph: Graph): void {
  byHash.delete(graph.hash)
  byHash.set(graph.hash, graph)
  const [oldest] = byHash.keys()
  if (byHash.size > graphsMax && oldest !== undefined) byHash.delete(oldest)
}

/** The graph of a deployed definition. */
export async function graphOf(tx: Tx, definitionId: string): Promise<Graph> {
  const known = byHash.get(hashById.get(definitionId) ?? '')
  if (known) return known
  const { key, hash, xml } = await tx.one(sql<{ key: string; hash: string; xml: string }>`
    select key, hash, xml
    from process.definition
    where tenant_id = kernel.tenant_id() and id = ${definitionId}`)
  const graph = byHash.get(hash) ?? (await compiled(key, hash, xml))
  if (hashById.size >= graphsMax * 20) hashById.clear()
  hashById.set(definitionId, hash)
  return graph
}

async function compiled(key: string, hash: string, xml: string): Promise<Graph> {
  const graph = await compileInForce(xml, key)
  if (!graph) throw new Error(`the file of the deployed process ${key} does not hold it`)
  if (graph.hash !== hash) throw new Error(`the deployed process ${key} has another hash than its row`)
  rememberGraph(graph)
  return graph
}

/** The graphs of several definitions, by their ids. */
export async function graphsOf(
  tx: Tx,
  definitionIds: readonly string[],
): Promise<ReadonlyMap<string, Graph>> {
  const graphs = new Map<string, Graph>()
  for (const id of new Set(definitionIds)) graphs.set(id, await graphOf(tx, id))
  return graphs
}
