/** A model proposed as a local variant: what it must be, and what it changes of the global process. */
import type { Context } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql, type Tx } from '#kernel/sql.ts'
import type { Graph } from '../model/graph.ts'
import { graphParts } from '../model/graph-parts.ts'
import { differenceOf, type PartDifference } from '../replay/difference.ts'
import { compileToDeploy } from './check-deployment.ts'
import type { CheckedDraft } from './draft-model.ts'
import { graphOf } from './graphs.ts'
import { type Place, variantsAbout } from './variant-table.ts'

/** Of which process, and where. */
export type Variation = Place & Readonly<{ of: string }>

/** Reads and checks a variant; refuses what its deployment would refuse, and what is no variant of the process. */
export async function checkVariant(
  ctx: Pick<Context, 'tx' | 'call' | 'registry'>,
  { of, entity, region }: Variation,
  xml: string,
): Promise<CheckedDraft> {
  const { tx } = ctx
  const { graphs, warnings } = await compileToDeploy(ctx, xml)
  const inForce = await latestOf(tx, [of, ...graphs.map(({ key }) => key)])
  const globalVersion = inForce.find(({ key }) => key === of)
  if (!globalVersion) throw new Refused('process_not_found', { key: of })
  const [graph] = graphs
  const known = graph ? await variantsAbout(tx, { key: graph.key, of, entity, region }) : []
  const global = await graphOf(tx, globalVersion.id)
  const why =
    graph && graphs.length === 1
      ? fault({ of, entity, region }, graph, global, known, inForce)
      : 'the model must hold one process'
  if (why !== null || !graph) throw new Refused('variant_invalid', { key: of, why: why ?? '' })
  const own = inForce.find(({ key }) => key === graph.key)
  const name = entity === null ? 'region' : 'entity'
  return {
    keys: [graph.key],
    inForce: { [of]: globalVersion.version, [graph.key]: own?.version ?? null },
    difference: variantDifference(global, graph),
    warnings: warnings.map(({ code, element, message }) => ({ code, element, message })),
    others: new Map([
      [of, graph],
      [graph.key, graph],
    ]),
    decide: null,
    // Where a process says otherwise what its entity is, no row tells it; then all are replayed.
    place: global.properties[name] === undefined ? { of, name, value: entity ?? region ?? '' } : null,
  }
}

/** What a variant adds, removes and changes of the global process; that it has another id is no difference. */
export function variantDifference(global: Graph, variant: Graph): PartDifference[] {
  // A process without a name is called by its id.
  const name = variant.name === variant.key ? global.name : variant.name
  return differenceOf(graphParts(global), graphParts({ ...variant, key: global.key, name }))
}

function latestOf(tx: Tx, keys: readonly string[]): Promise<{ id: string; key: string; version: number }[]> {
  return tx.rows(sql<{ id: string; key: string; version: number }>`
    select id, key, version
    from process.definition
    where tenant_id = kernel.tenant_id() and key = any(${keys}) and latest`)
}

/** Why a process is no variant of another; null when it is. */
function fault(
  { of, entity, region }: Variation,
  graph: Graph,
  global: Graph,
  known: readonly (Place & { key: string; of: string })[],
  inForce: readonly { key: string }[],
): string | null {
  const { key } = graph
  if (key === of) return `its process needs an id of its own, such as ${of}-${entity ?? region}`
  if (known.some((one) => one.key === of)) return `${of} is a variant itself`
  const own = known.find((one) => one.key === key)
  const isHere = own?.of === of && own.entity === entity && own.region === region
  if (!isHere && (own || inForce.some((one) => one.key === key))) return `${key} is another process already`
  const other = known.find((one) => one.key !== key)
  if (other) return `${other.key} is the variant for ${entity ?? region} already`
  if (startsOf(graph) !== startsOf(global)) return 'its start events must be those of the global process'
  return null
}

/** The ways a process begins, as text. */
function startsOf({ scopes, nodes }: Graph): string {
  const [whole] = scopes
  const starts = [...(whole?.starts ?? []), ...(whole?.triggers ?? [])].map((index) => {
    const { id = '', event = null } = nodes[index] ?? {}
    return `${id} ${JSON.stringify(event)}`
  })
  return starts.sort().join('\n')
}
