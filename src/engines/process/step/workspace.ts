/** What one step works on: a private copy of the state, the tokens in motion, the effects so far. */
import { createHash } from 'node:crypto'
import type { Clock, Variables } from '../model/expression.ts'
import type { Flow, Graph, Node } from '../model/graph.ts'
import type { Effect, Outcome } from './event.ts'
import { copyState, type Element, type State } from './state.ts'

/**
 * A thing to do next: a token on its way, the next inner instance of a body, the next handler of an undoing,
 * the end of a path in an ad-hoc subprocess.
 */
export type Move =
  | Readonly<{ do: 'enter'; node: number; scope: number; via: number; vars?: Variables }>
  | Readonly<{ do: 'inner'; body: number }>
  | Readonly<{ do: 'undo'; undoing: number }>
  | Readonly<{ do: 'path-ended'; scope: number }>

/** A variable that was written: where it is declared, its name, and whether it was new there. */
export type Change = Readonly<{ at: number; name: string; created: boolean }>

export type Workspace = {
  readonly graph: Graph
  readonly clock: Clock
  readonly state: State
  readonly live: Map<number, Element>
  readonly effects: Effect[]
  readonly moves: Move[]
  /** Index of the next move; the list is only appended to. */
  at: number
  /** Whether variables changed since conditions were last looked at. */
  changed: boolean
  /** Which variables changed since then; null when that is not known. */
  changes: Change[] | null
}

/** Opens a workspace on a copy of the state. */
export function openWorkspace(graph: Graph, state: State, now: Temporal.Instant): Workspace {
  const copy = copyState(state)
  return {
    graph,
    clock: { now, zone: copy.zone, chance: chanceOf(copy, now) },
    state: copy,
    live: new Map(copy.elements.map((element) => [element.id, element])),
    effects: [],
    moves: [],
    at: 0,
    changed: false,
    changes: [],
  }
}

/** Random digits that come again when the step is done again: made of the instance, the moment and what it has counted. */
function chanceOf({ seed = '', seq }: State, now: Temporal.Instant): () => string {
  let draws = 0
  return () => {
    draws += 1
    return createHash('sha256').update(`${seed} ${now.epochNanoseconds} ${seq} ${draws}`).digest('hex')
  }
}

/** The next number for an element, subscription or incident. */
export function nextId(w: Workspace): number {
  w.state.seq += 1
  return w.state.seq
}

/** A node of the graph; a fault when the index is none, because the state then belongs to another graph. */
export function nodeAt(graph: Graph, index: number): Node {
  const node = graph.nodes[index]
  if (!node) throw new Error(`The graph ${graph.key} has no node ${index}; the state is of another graph.`)
  return node
}

/** A flow of the graph. */
export function flowAt(graph: Graph, index: number): Flow {
  const flow = graph.flows[index]
  if (!flow) throw new Error(`The graph ${graph.key} has no flow ${index}; the state is of another graph.`)
  return flow
}

/** A live element that must exist. */
export function elementAt(w: Workspace, id: number): Element {
  const element = w.live.get(id)
  if (!element) throw new Error(`The element ${id} is not alive.`)
  return element
}

/** The diagram id of an element's node; the process key for the process itself. */
export function nodeId(w: Workspace, element: Element): string {
  return element.node < 0 ? w.graph.key : nodeAt(w.graph, element.node).id
}

/** The live children of an element, oldest first. */
export function childrenOf(w: Workspace, parent: number): Element[] {
  return w.state.elements.filter((element) => element.parent === parent)
}

/** Brings an element to life and tells the history. */
export function createElement(
  w: Workspace,
  parent: number,
  node: number,
  extra: Partial<Element> = {},
): Element {
  const since = w.clock.now.toString()
  const element: Element = { id: nextId(w), parent, node, phase: 'entering', since, ...extra }
  w.state.elements.push(element)
  w.live.set(element.id, element)
  w.effects.push({
    type: 'entered',
    element: element.id,
    parent,
    node: nodeId(w, element),
    via: viaOf(w, element),
  })
  return element
}

/** Takes an element out of the state and tells the history, with everything there is to tell about it. */
export function removeElement(w: Workspace, element: Element, outcome: Outcome): void {
  const { id, parent, since, note = null } = element
  const node = nodeId(w, element)
  w.effects.push({ type: 'left', element: id, parent, node, via: viaOf(w, element), since, outcome, note })
  w.live.delete(id)
  w.state.elements.splice(w.state.elements.indexOf(element), 1)
}

/** Leaves a remark on an element for the history: nothing went wrong, but likely not as meant. */
export function remark(w: Workspace, element: Element, message: string): void {
  element.note = message
  w.effects.push({ type: 'warning', element: element.id, node: nodeId(w, element), message })
}

/** The diagram id of the flow a token came by. */
function viaOf(w: Workspace, { via }: Pick<Element, 'via'>): string | null {
  return via === undefined || via < 0 ? null : flowAt(w.graph, via).id
}

/** Whether the element is a scope that flow nodes live in. */
export function isScope(w: Workspace, element: Element): boolean {
  if (element.many) return false
  return element.node < 0 || nodeAt(w.graph, element.node).inner >= 0
}

/** The scope definition an element of scope kind plays. */
export function scopeOf(w: Workspace, element: Element) {
  const scope = w.graph.scopes[element.node < 0 ? 0 : nodeAt(w.graph, element.node).inner]
  if (!scope) throw new Error(`The element ${element.id} is no scope.`)
  return scope
}
