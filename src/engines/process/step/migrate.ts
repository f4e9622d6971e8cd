/**
 * Migrating an instance to another version of its process: the same elements live on, as elements of another graph.
 *
 * Nothing moves. Every live element keeps its number, its variables and its work; what is armed stays armed, with its
 * dates; only events that the other version adds, drops or says otherwise are armed or taken back.
 */
import type { Graph, Node } from '../model/graph.ts'
import type { Effect, Event, MigrationPlan } from './event.ts'
import { guarded } from './incident.ts'
import { type Migrating, type MigrationFinding, migrating, migrationFindings } from './migration-findings.ts'
import type { Done, Element, State, Subscription } from './state.ts'
import { announce, arm, disarm } from './subscription.ts'
import { elementAt, nextId, nodeAt, openWorkspace, type Workspace } from './workspace.ts'

/** Brings an instance to another graph. A plan that does not fit it changes nothing and is ignored, with the reason. */
export function migrate(
  source: Graph,
  target: Graph,
  state: State,
  plan: MigrationPlan & Pick<Event, 'calendars'>,
  now: Temporal.Instant,
): { state: State; effects: readonly Effect[] } {
  const ways = migrating(source, target, plan)
  const [finding] = [...ways.findings, ...migrationFindings(ways, state)]
  if (finding) return { state, effects: [{ type: 'ignored', reason: reasonOf(finding) }] }
  const w = openWorkspace(target, state, now)
  if (plan.calendars) w.state.calendars = { ...w.state.calendars, ...plan.calendars }
  const before = new Map(state.elements.map((element) => [element.id, element]))
  for (const element of w.state.elements) carry(ways, element)
  if (w.state.undoings) {
    w.state.undoings = w.state.undoings.map((one) => ({ ...one, only: ways.nodeOf(one.only) ?? -1 }))
  }
  for (const subscription of [...w.state.subscriptions]) keep(w, ways, plan, subscription)
  for (const element of [...w.state.elements]) armNew(w, ways, element, before.get(element.id) ?? element)
  // A suspended instance has no timers anybody looks for; they are armed when it goes on.
  const quiet = (effect: Effect) => effect.type === 'armed' && effect.kind === 'timer'
  return { state: w.state, effects: w.state.suspended ? w.effects.filter((one) => !quiet(one)) : w.effects }
}

const reasonOf = ({ node, message }: MigrationFinding) => `${node}: ${message}`

/** An element, and the tokens that wait at joins in it, in the numbers of the other graph. */
function carry(ways: Migrating, element: Element): void {
  const { nodeOf, flowOf } = ways
  if (element.node >= 0) element.node = nodeOf(element.node) ?? element.node
  if (element.via !== undefined && element.via >= 0) element.via = flowOf(element.via) ?? -1
  if (element.chosen) {
    element.chosen = element.chosen.map((one) => ({ ...one, node: nodeOf(one.node) ?? one.node }))
  }
  if (element.done) element.done = element.done.map((one) => carryDone(ways, one))
  if (!element.held) return
  const held = Object.entries(element.held)
  element.held = Object.fromEntries(held.map(([flow, count]) => [flowOf(Number(flow)) ?? flow, count]))
}

/** What completed and can be undone, in the numbers of the other graph. */
function carryDone(ways: Migrating, { node, inner, ...rest }: Done): Done {
  const there = ways.nodeOf(node) ?? node
  return { ...rest, node: there, ...(inner && { inner: inner.map((one) => carryDone(ways, one)) }) }
}

/** Keeps what is armed when the other version has it too; arms it anew when that says it otherwise. */
function keep(w: Workspace, ways: Migrating, plan: MigrationPlan, armed: Subscription): void {
  const old = nodeAt(ways.source, armed.node)
  const index = ways.nodeOf(armed.node)
  const owner = elementAt(w, armed.owner)
  if (armed.again) {
    keepAgain(w, old, armed)
    return
  }
  const node = index === undefined ? undefined : nodeAt(w.graph, index)
  if (!node || node.event?.kind !== old.event?.kind || !armable(w.graph, owner).includes(node.index)) {
    disarm(w, armed)
    return
  }
  const isKept = sameEvent(old, node) || (armed.kind === 'timer' && plan.timers === 'keep')
  if (!isKept) {
    disarm(w, armed)
    guarded(w, owner, 'event_not_armed', () => arm(w, owner, node.index))
    return
  }
  tellAnew(w, armed, old, node)
}

/** A next try of broken work stays what it is. */
function keepAgain(w: Workspace, old: Node, armed: Subscription): void {
  tellAnew(w, armed, old, nodeAt(w.graph, elementAt(w, armed.owner).node))
}

function tellAnew(w: Workspace, armed: Subscription, old: Node, node: Node): void {
  armed.node = node.index
  if (node.id === old.id) return
  // Its row names the element of the diagram: it is told anew under a number of its own, with the dates it had.
  disarm(w, armed)
  const again: Subscription = { ...armed, id: nextId(w) }
  w.state.subscriptions.push(again)
  announce(w, again)
}

/** Arms what the other version adds. What was there before and is not armed any more has been triggered. */
function armNew(w: Workspace, ways: Migrating, element: Element, before: Element): void {
  const had = new Set(armable(ways.source, before).map((index) => ways.nodeOf(index)))
  const fresh = armable(w.graph, element).filter((index) => !had.has(index))
  const isHost = element.node >= 0 && nodeAt(w.graph, element.node).boundaries.length > 0
  if (isHost && isPrepared(element)) element.armed = true
  if (fresh.length === 0) return
  guarded(w, element, 'event_not_armed', () => {
    for (const index of fresh) arm(w, element, index)
  })
}

/** The events that an element in this stage of its life has armed. */
function armable(graph: Graph, element: Element): number[] {
  if (element.node < 0) return startsOf(graph, 0, element)
  const node = nodeAt(graph, element.node)
  const boundaries = isPrepared(element) ? node.boundaries : []
  if (element.phase !== 'active' || element.many) return [...boundaries]
  if (node.inner >= 0) return [...boundaries, ...startsOf(graph, node.inner, element)]
  if (node.kind === 'event-gateway') return node.outgoing.map((flow) => graph.flows[flow]?.target ?? -1)
  return node.kind === 'catch' || node.kind === 'receive' ? [...boundaries, node.index] : [...boundaries]
}

/** Whether the boundary events of an element are armed, where it has any. One of many has none: its body has them. */
function isPrepared({ item, armed, phase }: Element): boolean {
  return item === undefined && phase !== 'leaving' && (armed === true || phase === 'active')
}

/** The starts of the event subprocesses of a scope that none of them has taken over. */
function startsOf(graph: Graph, scope: number, { taken }: Element): number[] {
  if (taken) return []
  const { eventSubprocesses = [] } = graph.scopes[scope] ?? {}
  return eventSubprocesses.flatMap((index) => graph.scopes[nodeAt(graph, index).inner]?.triggers ?? [])
}

/** Whether two versions of an event say the same, by the texts of their expressions. */
function sameEvent(one: Node, other: Node): boolean {
  return textOf(one) === textOf(other)
}

function textOf({ event, interrupting }: Node): string {
  const plain = JSON.stringify(event, (_, value: unknown) =>
    typeof value === 'object' && value !== null && 'evaluate' in value && 'text' in value
      ? value.text
      : value,
  )
  return `${interrupting} ${plain}`
}
