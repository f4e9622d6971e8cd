/** An instance in memory: its row, its graph, and what has changed since it was read. */
import type { Context } from '#kernel/handle.ts'
import { type RawBuilder, sql, type Tx } from '#kernel/sql.ts'
import type { Variables } from '../model/expression.ts'
import type { Graph } from '../model/graph.ts'
import { newState, type State, type Status } from '../step/state.ts'
import { graphOf } from './graphs.ts'

/** An instance under way in an advance. */
export type Instance = {
  readonly id: string
  readonly rootId: string
  /** Another one after a migration. */
  definitionId: string
  graph: Graph
  /** The revision read; 0 for an instance that this advance starts. */
  readonly revision: number
  readonly businessKey: string | null
  readonly startKey: string | null
  readonly parentId: string | null
  readonly parentElement: number | null
  state: State
  eventCount: number
  /** The process variables as the row has them, by identity; undefined for an instance that this advance starts. */
  readonly variablesRead: Variables | undefined
  /** Variables at the end, once it has ended; while it runs they are in its state. */
  result: Variables | null
  /** Events of this advance, against endless loops of commands. */
  heard: number
  /** Whether the root of its call tree is locked; if not, the state is a recalled one whose revision is still to be checked. */
  locked: boolean
}

/** What is needed to begin an instance. */
export type Beginning = Pick<
  Instance,
  'id' | 'rootId' | 'definitionId' | 'graph' | 'businessKey' | 'startKey' | 'parentId' | 'parentElement'
>

/** An instance before its start event. */
export function newInstance(beginning: Beginning): Instance {
  return {
    ...beginning,
    revision: 0,
    state: newState(),
    eventCount: 0,
    variablesRead: undefined,
    result: null,
    heard: 0,
    locked: true,
  }
}

type Row = {
  id: string
  rootId: string
  definitionId: string
  revision: number
  status: Status
  businessKey: string | null
  startKey: string | null
  parentId: string | null
  parentElement: number | null
  eventCount: number
  /** Null when it is the one that was recalled. */
  state: Omit<State, 'status'> | null
  variables: Record<string, never> | null
}

/** Columns of `Row`; the state travels only when its revision is not the known one. */
const columns = (known: RawBuilder<unknown>) => sql`
  i.id, i.root_id as "rootId", i.definition_id as "definitionId", i.revision, i.status,
  i.business_key as "businessKey", i.start_key as "startKey", i.parent_id as "parentId",
  i.parent_element as "parentElement", i.event_count as "eventCount",
  case when i.revision is distinct from ${known} then i.state end as state,
  case when i.revision is distinct from ${known} then i.variables end as variables`

/** A single id is compared by itself: over an array the statement would be planned anew each time. */
const oneOf = (ids: readonly string[]) =>
  ids.length === 1 ? sql`i.id = ${ids[0]}::uuid` : sql`i.id = any(${ids}::uuid[])`

/**
 * Locks call trees by their roots, in the order of their ids, so that whoever holds a root holds everything
 * below it and two advances never wait for each other in a circle.
 */
export async function lockRoots(
  tx: Tx,
  rootIds: readonly string[],
  known: ReadonlyMap<string, Instance>,
): Promise<Instance[]> {
  const [only, ...others] = rootIds
  const revisionOf = (id: string) => known.get(id)?.revision ?? 0
  const rows = await tx.rows(
    only !== undefined && others.length === 0
      ? sql<Row>`
          select ${columns(sql`${revisionOf(only)}::integer`)}
          from process.instance i
          where i.tenant_id = kernel.tenant_id() and i.id = ${only}::uuid
          for update`
      : sql<Row>`
          select ${columns(sql`known.revision`)}
          from unnest(${rootIds}::uuid[], ${rootIds.map(revisionOf)}::integer[]) as known (id, revision)
          join process.instance i on i.tenant_id = kernel.tenant_id() and i.id = known.id
          order by i.id
          for update of i`,
  )
  return Promise.all(rows.map((row) => revive(tx, row, known.get(row.id))))
}

/** Reads instances whose roots are locked. */
export async function readInstances(tx: Tx, ids: readonly string[]): Promise<Instance[]> {
  const rows = await tx.rows(sql<Row>`
    select ${columns(sql`0`)}
    from process.instance i
    where i.tenant_id = kernel.tenant_id() and ${oneOf(ids)}
    order by i.id`)
  return Promise.all(rows.map((row) => revive(tx, row, undefined)))
}

async function revive(tx: Tx, row: Row, known: Instance | undefined): Promise<Instance> {
  const { state, status, variables, ...rest } = row
  if (state === null || variables === null) {
    if (!known) throw new Error(`the instance ${row.id} came without its state`)
    return { ...known, locked: true }
  }
  const elements = state.elements.map((element) =>
    element.node < 0 ? { ...element, vars: variables } : element,
  )
  const graph = await graphOf(tx, row.definitionId)
  const ended = status === 'active' ? null : variables
  const whole = { ...state, status, elements }
  return { ...rest, graph, state: whole, variablesRead: variables, result: ended, heard: 0, locked: true }
}

/** The state as its row keeps it: the status and the process variables have columns of their own. */
export function storedState(instance: Instance): Omit<State, 'status'> {
  const { status: _status, ...state } = instance.state
  const elements = state.elements.map((element) => {
    if (element.node >= 0) return element
    const { vars: _vars, ...root } = element
    return root
  })
  return { ...state, elements }
}

/** The variables of the process as a whole. */
export function processVariables(instance: Instance): Variables {
  const root = instance.state.elements.find((element) => element.node < 0)
  return root?.vars ?? instance.result ?? {}
}

/** Whom the commands of a process act for: the person behind the command that moved it. */
export function behalfOf(ctx: Pick<Context, 'call'>, processId: string): { onBehalfOf?: string } {
  const { actorId, onBehalfOf } = ctx.call
  const person = onBehalfOf ?? actorId
  return person === processId ? {} : { onBehalfOf: person }
}
