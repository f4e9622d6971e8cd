/** Rows of deployed definitions. */
import { newId } from '#kernel/id.ts'
import { json, sql, type Tx } from '#kernel/sql.ts'
import type { Binding, Graph } from '../model/graph.ts'
import { schedule, zoneOf } from '../model/timer.ts'
import { rememberGraph } from './graphs.ts'

/** The definition a call activity means: by version tag, of the caller's deployment, or the latest. */
export async function definitionToCall(
  tx: Tx,
  called: Readonly<{ process: string; binding: Binding; versionTag: string | null }>,
  callerDefinitionId: string,
): Promise<string | null> {
  const { process, binding, versionTag } = called
  const chosen = {
    latest: sql`d.latest`,
    versionTag: sql`d.version_tag = ${versionTag}`,
    deployment: sql`d.deployment_id = (
      select c.deployment_id
      from process.definition c
      where c.tenant_id = kernel.tenant_id() and c.id = ${callerDefinitionId})`,
  }[binding]
  const found = await tx.maybe(sql<{ id: string }>`
    select d.id
    from process.definition d
    where d.tenant_id = kernel.tenant_id() and d.key = ${process} and ${chosen}
    order by d.version desc
    limit 1`)
  return found?.id ?? null
}

export type Definition = Readonly<{
  id: string
  key: string
  version: number
  hash: string
  name: string
  changed: boolean
}>

/** What a deployment is: which models, when and by whom. */
export type Deployment = Readonly<{
  id: string
  resource: string
  xml: string
  at: Temporal.Instant
  by: string
}>

/** The keys of which another version than these is in force. */
export async function replacedBy(tx: Tx, graphs: readonly Graph[]): Promise<string[]> {
  const rows = await tx.rows(sql<{ key: string }>`
    select d.key
    from unnest(${graphs.map(({ key }) => key)}::text[], ${graphs.map(({ hash }) => hash)}::text[]) as new (key, hash)
    join process.definition d
      on d.tenant_id = kernel.tenant_id() and d.key = new.key and d.latest and d.hash <> new.hash
    order by d.key`)
  return rows.map(({ key }) => key)
}

/**
 * Deploys a graph as the next version of its key; a model that is deployed already as the latest version stays
 * what it is.
 */
export async function deployGraph(tx: Tx, graph: Graph, deployment: Deployment): Promise<Definition> {
  const { key, hash, name } = graph
  const { tenant } = await tx.one(sql<{ tenant: string }>`
    select kernel.tenant_id() as tenant, pg_advisory_xact_lock(hashtextextended(kernel.tenant_id() || ${` ${key}`}, 0))`)
  const latest = await tx.maybe(sql<{ id: string; version: number; hash: string }>`
    select id, version, hash
    from process.definition
    where tenant_id = ${tenant} and key = ${key} and latest`)
  if (latest?.hash === hash)
    return { id: latest.id, key, version: latest.version, hash, name, changed: false }
  const version = (latest?.version ?? 0) + 1
  const id = newId()
  if (latest) {
    await tx.run(sql`
      update process.definition
      set latest = false
      where tenant_id = kernel.tenant_id() and id = ${latest.id}`)
    await tx.run(sql`
      delete from process.start_timer
      where tenant_id = kernel.tenant_id() and definition_id = ${latest.id}`)
  }
  await tx.run(sql`
    insert into process.definition (id, key, version, hash, name, version_tag, resource, xml, properties, documentation,
      latest, deployment_id, deployed_at, deployed_by)
    values (${id}, ${key}, ${version}, ${hash}, ${name}, ${graph.versionTag}, ${deployment.resource},
      ${deployment.xml}, ${json(graph.properties)}, ${graph.documentation}, true, ${deployment.id}, ${deployment.at},
      ${deployment.by})`)
  await insertEvents(tx, graph, id, deployment.at)
  rememberGraph(graph)
  return { id, key, version, hash, name, changed: true }
}

type EventRow = { node: string; use: 'start' | 'catch'; kind: 'message' | 'signal' | 'timer'; name: string }

/** What the process listens to under a fixed name. */
function eventsOf(graph: Graph): EventRow[] {
  const triggers = new Set(graph.scopes[0]?.triggers ?? [])
  return graph.nodes.flatMap((node): EventRow[] => {
    const { event, id } = node
    if (event?.kind !== 'message' && event?.kind !== 'signal' && event?.kind !== 'timer') return []
    const use = triggers.has(node.index) ? 'start' : 'catch'
    if (event.kind === 'timer') return use === 'start' ? [{ node: id, use, kind: 'timer', name: '' }] : []
    const waits = use === 'start' || (event.kind === 'message' && event.key !== null)
    return waits && event.name.constant ? [{ node: id, use, kind: event.kind, name: event.name.text }] : []
  })
}

async function insertEvents(
  tx: Tx,
  graph: Graph,
  definitionId: string,
  now: Temporal.Instant,
): Promise<void> {
  const rows = eventsOf(graph)
  if (rows.length === 0) return
  await tx.run(sql`
    insert into process.definition_event (definition_id, node, use, kind, name)
    select ${definitionId}::uuid, node, use, kind, name
    from jsonb_to_recordset(${json(rows)}) as row (node text, use text, kind text, name text)`)
  const zone = zoneOf(graph.properties)
  for (const { node } of rows.filter(({ kind }) => kind === 'timer')) {
    const event = graph.nodes[graph.byId.get(node) ?? -1]?.event
    if (event?.kind !== 'timer') continue
    const plan = schedule(event.form, String(event.value.evaluate({}, { now, zone })), { now, zone })
    await tx.run(sql`
      insert into process.start_timer (definition_id, node, due_at, anchor, fired)
      values (${definitionId}, ${node}, ${plan.due}, ${plan.anchor}, 0)`)
  }
}

/** The key and version of a deployed definition, when there is one. */
export function findDefinition(
  tx: Tx,
  definitionId: string,
): Promise<{ id: string; key: string; version: number } | undefined> {
  return tx.maybe(sql<{ id: string; key: string; version: number }>`
    select id, key, version
    from process.definition
    where tenant_id = kernel.tenant_id() and id = ${definitionId}`)
}
