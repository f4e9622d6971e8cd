/** Models that are not deployed: what they are, and what they change. */
import { type DraftModel, draftModel } from '#engines/decisions'
import type { Context } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql, type Tx } from '#kernel/sql.ts'
import type { Graph } from '../model/graph.ts'
import { graphParts } from '../model/graph-parts.ts'
import type { Decide } from '../replay/beside.ts'
import { differenceOf, type PartDifference } from '../replay/difference.ts'
import type { ReplayedPlace } from '../replay/past.ts'
import { compileToDeploy } from './check-deployment.ts'
import { decidedBy } from './decide.ts'
import { graphOf } from './graphs.ts'

export type DraftKind = 'process' | 'decision'

/** A model read, checked and compared with what is in force. */
export type CheckedDraft = Readonly<{
  keys: readonly string[]
  /** The version in force by key, null for a new one. */
  inForce: Readonly<Record<string, number | null>>
  difference: PartDifference[]
  warnings: { code: string; element: string; message: string }[]
  /** What past instances are replayed against. */
  others: ReadonlyMap<string, Graph> | null
  decide: Decide | null
  /** The place of a variant, whose instances alone are replayed; null for all. */
  place: ReplayedPlace | null
}>

/** Reads and checks a model; refuses what its deployment would refuse. */
export function checkDraft(
  ctx: Pick<Context, 'tx' | 'call' | 'registry'>,
  kind: DraftKind,
  xml: string,
): Promise<CheckedDraft> {
  return kind === 'process' ? checkProcesses(ctx, xml) : checkDecisions(ctx.tx, xml)
}

async function checkProcesses(
  ctx: Pick<Context, 'tx' | 'call' | 'registry'>,
  xml: string,
): Promise<CheckedDraft> {
  const { tx } = ctx
  const { graphs, warnings } = await compileToDeploy(ctx, xml)
  const variant = await aVariant(tx, graphs)
  if (variant) {
    const why = `${variant.key} is one, proposed with definitions.proposeVariant`
    throw new Refused('variant_invalid', { key: variant.of, why })
  }
  const latest = await tx.rows(sql<{ id: string; key: string; version: number }>`
    select id, key, version
    from process.definition
    where tenant_id = kernel.tenant_id() and key = any(${graphs.map(({ key }) => key)}) and latest`)
  const before = await Promise.all(latest.map(({ id }) => graphOf(tx, id)))
  const versions = new Map(latest.map(({ key, version }) => [key, version]))
  return {
    keys: graphs.map(({ key }) => key),
    inForce: Object.fromEntries(graphs.map(({ key }) => [key, versions.get(key) ?? null])),
    difference: differenceOf(before.flatMap(graphParts), graphs.flatMap(graphParts)),
    warnings: warnings.map(({ code, element, message }) => ({ code, element, message })),
    others: new Map(graphs.map((graph) => [graph.key, graph])),
    decide: null,
    place: null,
  }
}

/** The first of these processes that is in force as a local variant. */
function aVariant(tx: Tx, graphs: readonly Graph[]): Promise<{ key: string; of: string } | undefined> {
  return tx.maybe(sql<{ key: string; of: string }>`
    select key, of_key as "of"
    from process.variant
    where tenant_id = kernel.tenant_id() and key = any(${graphs.map(({ key }) => key)})
    order by key
    limit 1`)
}

async function checkDecisions(tx: Tx, xml: string): Promise<CheckedDraft> {
  const draft: DraftModel = await draftModel(tx, xml)
  const keys = draft.decisions.map(({ key }) => key)
  const names = new Map(draft.decisions.map(({ key, name }) => [key, name]))
  return {
    keys,
    inForce: Object.fromEntries(draft.decisions.map(({ key, inForce }) => [key, inForce])),
    difference: differenceOf(draft.partsInForce, draft.parts),
    warnings: draft.warnings.map(({ code, element, message }) => ({ code, element, message })),
    others: null,
    place: null,
    decide: async ({ decision, context, binding }, clock) =>
      keys.includes(decision) && !binding
        ? decidedBy(async () => ({
            name: names.get(decision) ?? decision,
            ...draft.evaluate(decision, context, clock),
          }))
        : null,
  }
}
