/** Replay: the stored events of an instance stepped again, and every difference from what is stored. */
import type { Json, Variables } from '../model/expression.ts'
import type { Graph } from '../model/graph.ts'
import type { Effect } from '../step/event.ts'
import { migrate } from '../step/migrate.ts'
import { newState, type State } from '../step/state.ts'
import { step } from '../step/step.ts'
import { type ActivityRow, type EventRow, type InstanceRow, livePath } from '../store/history.ts'

/** One thing that came out otherwise than it was stored. */
export type Difference = Readonly<{ at: string; stored: Json; replayed: Json }>

/** The graph of another version, for instances that were migrated to it. */
export type GraphOf = (definitionId: string) => Graph | undefined

/** Steps the events, beginning on a graph, and compares state, variables, path and events that are not heard any more. Pure. */
export function replay(
  first: Graph,
  graphs: GraphOf,
  stored: Pick<InstanceRow, 'status' | 'state' | 'variables'>,
  events: readonly Pick<EventRow, 'seq' | 'at' | 'event'>[],
  path: readonly Pick<ActivityRow, 'element' | 'node' | 'via' | 'outcome'>[],
): Difference[] {
  let graph = first
  let state = newState()
  let variables: Variables = {}
  const effects: Effect[] = []
  const differences: Difference[] = []
  for (const { seq, at, event } of events) {
    const target = event.type === 'migrate' ? graphs(event.to) : undefined
    // Replayed on one other version, an instance is of that version from its beginning.
    if (event.type === 'migrate' && !target) continue
    const next =
      event.type === 'migrate' && target
        ? migrate(graph, target, state, event, at)
        : step(graph, state, event, at)
    graph = target ?? graph
    state = next.state
    effects.push(...next.effects)
    for (const effect of next.effects) {
      if (effect.type === 'ended') variables = effect.variables
      else if (effect.type === 'ignored') {
        differences.push({ at: `event ${seq}`, stored: event as unknown as Json, replayed: effect.reason })
      }
    }
  }
  const root = state.elements.find((element) => element.node < 0)
  const again = {
    status: state.status,
    state: withoutStatus(state),
    variables: root?.vars ?? variables,
    path: pathOf(graph, state, effects),
  }
  const before = {
    status: stored.status,
    state: stored.state,
    variables: stored.variables,
    path: path.map(stepOf),
  }
  compare('', plain(before), plain(again), differences)
  return differences
}

/** As the row keeps it: without the status and the process variables, which have columns of their own. */
function withoutStatus(state: State): Omit<State, 'status'> {
  const { status: _status, ...rest } = state
  const elements = rest.elements.map((element) => {
    if (element.node >= 0) return element
    const { vars: _vars, ...root } = element
    return root
  })
  return { ...rest, elements }
}

type Step = Pick<ActivityRow, 'element' | 'node' | 'via' | 'outcome'>

const stepOf = ({ element, node, via, outcome }: Step): Step => ({ element, node, via, outcome })

/** The path the effects tell, with what is still alive at its end. */
function pathOf(graph: Graph, state: Omit<State, 'status'>, effects: readonly Effect[]): Step[] {
  const ended = effects.flatMap((effect) => (effect.type === 'left' ? [stepOf(effect)] : []))
  return [...ended, ...livePath(graph, state).map(stepOf)].sort((a, b) => a.element - b.element)
}

const plain = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json

function compare(
  at: string,
  stored: Json | undefined,
  replayed: Json | undefined,
  found: Difference[],
): void {
  if (isContainer(stored) && isContainer(replayed) && Array.isArray(stored) === Array.isArray(replayed)) {
    const before = stored as Readonly<Record<string, Json>>
    const after = replayed as Readonly<Record<string, Json>>
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
      compare(`${at}/${key}`, before[key], after[key], found)
    }
  } else if (stored !== replayed) found.push({ at, stored: stored ?? null, replayed: replayed ?? null })
}

function isContainer(value: Json | undefined): boolean {
  return typeof value === 'object' && value !== null
}
