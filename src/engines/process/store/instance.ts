/** An instance in memory: its row, its graph, and what has changed since it was read. */
import type { Context } from '#kernel/handle.ts'
import { sql, type Tx } from '#kernel/sql.ts'
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
  }
}

/** What is read of an instance. */
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
  state: Omit<State, 'status'>
  variables: Variables
}

/** The columns of a row `i` of `process.instance`. */
const columns = sql`
  i.id, i.root_id as "rootId", i.definition_id as "definitionId", i.revision, i.status,
  i.business_key as "businessKey", i.start_key as "startKey", i.parent_id as "parentId",
  i.parent_element as "parentElement", i.event_count as "eventCount", i.state, i.variables`

/** A single id is compared by itself: over an array the statement would be planned anew each time. */
const oneOf = (ids: readonly string[]) =>
  ids.length === 1 ? sql`i.id = ${ids[0]}::uuid` : sql`i.id = any(${ids}::uuid[])`

/**
 * Locks call trees by their roots, in the order of their ids, so that whoever holds a root holds everything
 * below it and two advances never wait for each other in a circle.
 */
export async function lockRoots(tx: Tx, rootIds: readonly string[]): Promise<Instance[]> {
  const rows = await tx.rows(sql<Row>`
    select ${columns}
    from process.instance i
    where i.tenant_id = kernel.tenant_id() and ${oneOf(rootIds)}
    order by i.id
    for update`)
  return Promise.all(rows.map((row) => revive(tx, row)))
}

/** Locks the call tree of a task by its root; gives the root. */
export async function lockRootOfTask(tx: Tx, taskId: string): Promise<Instance | undefined> {
  const row = await tx.maybe(sql<Row>`
    select ${columns}
    from process.instance i
    where i.tenant_id = kernel.tenant_id()
      and i.id = (select t.root_id from process.task t where t.tenant_id = kernel.tenant_id() and t.id = ${taskId})
    for update`)
  return row && revive(tx, row)
}

/** Reads instances whose roots are locked. */
export async function readInstances(tx: Tx, ids: readonly string[]): Promise<Instance[]> {
  const rows = await tx.rows(sql<Row>`
    select ${columns}
    from process.instance i
    where i.tenant_id = kernel.tenant_id() and ${oneOf(ids)}
    order by i.id`)
  return Promise.all(rows.map((row) => revive(tx, row)))
}

/** An instance as its row has it. */
async function revive(tx: Tx, { state, status, variables, ...rest }: Row): Promise<Instance> {
  const elements = state.elements.map((element) =>
    element.node < 0 ? { ...element, vars: variables } : element,
  )
  const graph = await graphOf(tx, rest.definitionId)
  const ended = status === 'active' ? null : variables
  const whole = { ...state, status, elements }
  return { ...rest, graph, state: whole, variablesRead: variables, result: ended, heard: 0 }
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
