/** Rows of local variants, and which of them starts. */
import type { Context } from '#kernel/handle.ts'
import { newId } from '#kernel/id.ts'
import { Refused } from '#kernel/refusal.ts'
import { type RawBuilder, sql, type Tx } from '#kernel/sql.ts'
import { type Clock, type Json, readExpression, type Variables } from '../model/expression.ts'
import type { Graph } from '../model/graph.ts'
import { graphOf } from './graphs.ts'

/** Where a variant is in force: for one entity, or for one region. */
export type Place = Readonly<{ entity: string | null; region: string | null }>

export type VariantRow = Place & {
  readonly id: string
  readonly key: string
  readonly of: string
  readonly name: string
  readonly definitionId: string
  readonly version: number
  readonly fromVersion: number
  readonly globalVersion: number
  readonly globalDefinitionId: string
  readonly behind: boolean
  readonly reason: string
  readonly since: Temporal.Instant
  /** When somebody proposed to end it, and why; null while nobody did. */
  readonly endProposedAt: Temporal.Instant | null
  readonly endReason: string | null
}

/** All variants that are in force, each with the version in force and that of the process it was derived from. */
export const variantRows: RawBuilder<VariantRow> = sql<VariantRow>`
  select v.id, v.key, v.of_key as "of", d.name, v.entity, v.region, d.id as "definitionId", d.version,
    v.from_version as "fromVersion", g.version as "globalVersion", g.id as "globalDefinitionId",
    g.version > v.from_version as behind, v.reason, v.since,
    v.end_proposed_at as "endProposedAt", v.end_reason as "endReason"
  from process.variant v
  join process.definition d on d.tenant_id = v.tenant_id and d.key = v.key and d.latest
  join process.definition g on g.tenant_id = v.tenant_id and g.key = v.of_key and g.latest
  where v.tenant_id = kernel.tenant_id() and v.ended_at is null`

/** One variant; refuses when there is none. */
export async function findVariant(tx: Tx, variantId: string): Promise<VariantRow> {
  const found = await tx.maybe(sql<VariantRow>`${variantRows} and v.id = ${variantId}`)
  if (!found) throw new Refused('variant_not_found', { variantId })
  return found
}

/** One variant, locked until the transaction ends; refuses when there is none. */
export async function lockVariant(tx: Tx, variantId: string): Promise<VariantRow> {
  await tx.run(sql`
    select id
    from process.variant
    where tenant_id = kernel.tenant_id() and id = ${variantId}
    for update`)
  return findVariant(tx, variantId)
}

/** Writes down how far the end of a variant is. */
export async function setVariantEnd(
  tx: Tx,
  variantId: string,
  end: Readonly<{
    proposedAt: Temporal.Instant | null
    reason: string | null
    endedAt: Temporal.Instant | null
  }>,
): Promise<void> {
  await tx.run(sql`
    update process.variant
    set end_proposed_at = ${end.proposedAt}, end_reason = ${end.reason}, ended_at = ${end.endedAt}
    where tenant_id = kernel.tenant_id() and id = ${variantId}`)
}

/**
 * The variants that have something to do with a process or a place of another one. One that has ended holds its id, but no
 * place any more.
 */
export function variantsAbout(
  tx: Tx,
  about: Place & Readonly<{ key: string; of: string }>,
): Promise<(Place & { key: string; of: string })[]> {
  const { key, of, entity, region } = about
  return tx.rows(sql<Place & { key: string; of: string }>`
    select key, of_key as "of", entity, region
    from process.variant
    where tenant_id = kernel.tenant_id()
      and (key in (${key}, ${of})
        or of_key = ${of} and ended_at is null and (entity = ${entity} or region = ${region}))`)
}

/**
 * The variant that starts in place of a process: for the entity of what it is about, else for the region. Both are
 * variables of these names, unless the process says by the properties `entity` and `region` where they are found.
 */
export async function variantFor(
  tx: Tx,
  graph: Graph,
  variables: Variables,
  clock: Clock,
): Promise<{ definitionId: string; graph: Graph } | null> {
  const entity = textOf(graph, 'entity', variables, clock)
  const region = textOf(graph, 'region', variables, clock)
  if (entity === null && region === null) return null
  const found = await tx.maybe(sql<{ id: string }>`
    select d.id
    from process.variant v
    join process.definition d on d.tenant_id = v.tenant_id and d.key = v.key and d.latest
    where v.tenant_id = kernel.tenant_id() and v.of_key = ${graph.key} and v.ended_at is null
      and (v.entity = ${entity} or v.region = ${region})
    order by v.entity is null
    limit 1`)
  return found ? { definitionId: found.id, graph: await graphOf(tx, found.id) } : null
}

function textOf(graph: Graph, name: keyof Place, variables: Variables, clock: Clock): string | null {
  const told = graph.properties[name]
  const value: Json | undefined =
    told === undefined ? variables[name] : readExpression(told, true).evaluate(variables, clock)
  return typeof value === 'string' && value !== '' ? value : null
}

/** What of a draft is asked when it comes into force. */
type Approved = Place &
  Readonly<{
    id: string
    keys: readonly string[]
    variantOf: string | null
    reason: string
    /** The versions it was compared with, by key. */
    inForce: Readonly<Record<string, unknown>>
  }>

/**
 * Writes down that an approved draft is in force as a variant. It has no starts of its own: what starts the global process
 * starts it, where it fits.
 */
export async function keepVariant(
  { tx, call }: Pick<Context, 'tx' | 'call'>,
  draft: Approved,
): Promise<void> {
  const { variantOf, entity, region, reason, inForce } = draft
  const [key] = draft.keys
  if (variantOf === null || key === undefined) return
  const own = sql`(
    select id from process.definition where tenant_id = kernel.tenant_id() and key = ${key} and latest)`
  await tx.run(sql`
    delete from process.definition_event
    where tenant_id = kernel.tenant_id() and definition_id = ${own} and use = 'start'`)
  await tx.run(sql`
    delete from process.start_timer
    where tenant_id = kernel.tenant_id() and definition_id = ${own}`)
  await tx.run(sql`
    insert into process.variant (id, key, of_key, entity, region, from_version, reason, draft_id, since)
    values (${newId()}, ${key}, ${variantOf}, ${entity}, ${region}, ${Number(inForce[variantOf])}, ${reason}, ${draft.id},
      ${call.now})
    on conflict (tenant_id, key) do update
    set from_version = excluded.from_version, reason = excluded.reason, draft_id = excluded.draft_id,
      since = excluded.since, end_proposed_at = null, end_reason = null, ended_at = null`)
}
