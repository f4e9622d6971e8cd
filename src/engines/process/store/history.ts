/** What is stored of an instance: its row, its path, its input events. */
import { Refused } from '#kernel/refusal.ts'
import { sql, type Tx } from '#kernel/sql.ts'
import type { Variables } from '../model/expression.ts'
import type { Graph } from '../model/graph.ts'
import type { Event, Outcome } from '../step/event.ts'
import type { State } from '../step/state.ts'

export type InstanceRow = Readonly<{
  id: string
  definitionId: string
  key: string
  name: string
  version: number
  status: 'active' | 'completed' | 'cancelled'
  businessKey: string | null
  parentId: string | null
  variables: Variables
  state: Omit<State, 'status'>
  revision: number
  startedBy: string
  startedAt: Temporal.Instant
  endedAt: Temporal.Instant | null
}>

/** The instance, unlocked; refuses when there is none. */
export async function findInstance(tx: Tx, instanceId: string): Promise<InstanceRow> {
  const found = await tx.maybe(sql<InstanceRow>`
    select i.id, i.definition_id as "definitionId", i.process_key as key, d.name, d.version, i.status,
      i.business_key as "businessKey", i.parent_id as "parentId", i.variables, i.state, i.revision,
      i.started_by as "startedBy", i.started_at as "startedAt", i.ended_at as "endedAt"
    from process.instance i
    join process.definition d on d.tenant_id = i.tenant_id and d.id = i.definition_id
    where i.tenant_id = kernel.tenant_id() and i.id = ${instanceId}`)
  if (!found) throw new Refused('instance_not_found', { instanceId })
  return found
}

export type ActivityRow = Readonly<{
  element: number
  node: string
  via: string | null
  startedAt: Temporal.Instant
  endedAt: Temporal.Instant | null
  outcome: Outcome | null
  note: string | null
  doneBy: string | null
}>

/** What an instance has gone through and left behind, in the order of its elements. */
export function readActivities(tx: Tx, instanceId: string): Promise<ActivityRow[]> {
  return tx.rows(sql<ActivityRow>`
    select a.element, a.node, a.via, a.started_at as "startedAt", a.ended_at as "endedAt", a.outcome, a.note,
      t.ended_by as "doneBy"
    from process.activity a
    left join process.task t
      on t.tenant_id = a.tenant_id and t.instance_id = a.instance_id and t.element = a.element
    where a.tenant_id = kernel.tenant_id() and a.instance_id = ${instanceId}
    order by a.element`)
}

/** The live elements of a state, as the end of the path. */
export function livePath(graph: Graph, state: InstanceRow['state']): ActivityRow[] {
  return state.elements.map(({ id, node, via, since, note }) => ({
    element: id,
    node: graph.nodes[node]?.id ?? graph.key,
    via: graph.flows[via ?? -1]?.id ?? null,
    startedAt: Temporal.Instant.from(since),
    endedAt: null,
    outcome: null,
    note: note ?? null,
    doneBy: null,
  }))
}

/** The whole path: what has ended, and what lives. */
export function wholePath(
  graph: Graph,
  state: InstanceRow['state'],
  ended: readonly ActivityRow[],
): ActivityRow[] {
  return [...ended, ...livePath(graph, state)].sort((a, b) => a.element - b.element)
}

export type EventRow = Readonly<{
  seq: number
  at: Temporal.Instant
  event: Event
  definitionId: string
  actorId: string
  journalId: string
}>

/** The input events of an instance, in order. */
export function readEvents(tx: Tx, instanceId: string): Promise<EventRow[]> {
  return tx.rows(sql<EventRow>`
    select seq, at, event, definition_id as "definitionId", actor_id as "actorId", journal_id as "journalId"
    from process.input_event
    where tenant_id = kernel.tenant_id() and instance_id = ${instanceId}
    order by seq`)
}
