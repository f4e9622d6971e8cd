/**
 * One step of a process instance: pure, total, without clock or randomness.
 *
 * An event comes in; tokens move until only waiting is left; what the world must do comes out as effects.
 * The same graph, state, event and time always give the same state and effects, so that every instance
 * can be replayed from its stored events.
 */
import type { Graph, Kind } from '../model/graph.ts'
import {
  askForWork,
  beginManual,
  beginPublish,
  beginReceive,
  beginScope,
  beginScript,
  beginSubprocess,
  beginWork,
} from './activities.ts'
import { continueAdHoc, pathEnded, waitsForChoice } from './ad-hoc.ts'
import { applyEvent } from './apply.ts'
import { newBudget, spend } from './budget.ts'
import { undoNext } from './compensation.ts'
import { triggerConditions } from './conditions.ts'
import type { Effect, Event } from './event.ts'
import { beginCatch, beginStart, beginThrow } from './events.ts'
import { beginEventGateway, fireInclusive, hold, passGateway } from './gateways.ts'
import { isBarred, openIncident } from './incident.ts'
import { armBoundaries, complete, depart, finishBody, goOnListening } from './life.ts'
import { countBody, createInner, startInner } from './multi-instance.ts'
import { endProcess, resumeProcess } from './process.ts'
import type { Element, State } from './state.ts'
import { disarmAll } from './subscription.ts'
import {
  createElement,
  isScope,
  type Move,
  nodeAt,
  openWorkspace,
  removeElement,
  type Workspace,
} from './workspace.ts'

/** What each kind of node does when a token has arrived and its element exists. */
const behaviours: Readonly<Record<Kind, (w: Workspace, element: Element) => void>> = {
  start: beginStart,
  end: beginThrow,
  throw: beginThrow,
  catch: beginCatch,
  boundary: (w, element) => complete(w, element, {}),
  exclusive: passGateway,
  parallel: passGateway,
  inclusive: passGateway,
  'event-gateway': beginEventGateway,
  task: beginManual,
  user: beginWork,
  service: beginWork,
  rule: beginWork,
  call: beginWork,
  publish: beginPublish,
  receive: beginReceive,
  script: beginScript,
  subprocess: beginSubprocess,
  'event-subprocess': beginScope,
}

/** Lets one event act on an instance. The given state is not changed. */
export function step(
  graph: Graph,
  state: State,
  event: Event,
  now: Temporal.Instant,
): { state: State; effects: readonly Effect[] } {
  const w = work(graph, state, event, now)
  return { state: w.state, effects: w.effects }
}

/** The same step, and the flows (indices of the graph) on which it put tokens: what a test has gone through. */
export function stepWithFlows(graph: Graph, state: State, event: Event, now: Temporal.Instant) {
  const w = work(graph, state, event, now)
  const flows = w.moves.flatMap((move) => (move.do === 'enter' && move.via >= 0 ? [move.via] : []))
  return { state: w.state, effects: w.effects, flows }
}

function work(graph: Graph, state: State, event: Event, now: Temporal.Instant): Workspace {
  const w = openWorkspace(graph, event.type === 'start' ? begun(state, event) : state, now)
  if (event.calendars) w.state.calendars = { ...w.state.calendars, ...event.calendars }
  const again = applyEvent(w, event)
  if (again) resume(w, again)
  settle(w)
  return w
}

/** A new instance learns in which zone it counts days, and what its random values are made of. */
function begun(state: State, { zone, seed }: Extract<Event, { type: 'start' }>): State {
  return seed === undefined ? { ...state, zone } : { ...state, zone, seed }
}

/** Moves tokens until only waiting is left. What goes on without end is stopped where tokens would enter something. */
function settle(w: Workspace): void {
  const budget = newBudget()
  for (;;) {
    const move = w.moves[w.at]
    if (move) {
      w.at += 1
      if (!spend(budget, w, move) && move.do === 'enter') stop(w, move)
      else makeMove(w, move)
    } else if (w.state.status !== 'active' || w.state.suspended || !settleOne(w)) return
  }
}

/** One thing that happens only when no token moves. Returns whether there was one. */
function settleOne(w: Workspace): boolean {
  return (w.changed && triggerConditions(w)) || completeScope(w) || fireInclusive(w)
}

function makeMove(w: Workspace, move: Move): void {
  if (move.do === 'inner') {
    const body = w.live.get(move.body)
    const inner = body && createInner(w, body)
    if (inner) begin(w, inner)
    return
  }
  if (move.do === 'path-ended') {
    pathEnded(w, move.scope)
    return
  }
  if (move.do === 'undo') {
    const handler = undoNext(w, move.undoing)
    if (handler) beginFirst(w, handler)
    return
  }
  const scope = w.live.get(move.scope)
  if (!scope) return
  const node = nodeAt(w.graph, move.node)
  // A token put at a join by hand came by no flow: it does not wait there.
  if (move.via >= 0 && w.graph.joins.has(node.index)) {
    hold(w, scope, move.via)
    return
  }

  beginFirst(
    w,
    createElement(w, scope.id, node.index, {
      via: move.via,
      ...(move.vars && { vars: { ...move.vars } }),
    }),
  )
}

/** Begins an element that is new: a body where there are many instances of it. */
function beginFirst(w: Workspace, element: Element): void {
  if (nodeAt(w.graph, element.node).many) beginBody(w, element)
  else begin(w, element)
}

function begin(w: Workspace, element: Element): void {
  if (isBarred(w, element)) return
  behaviours[nodeAt(w.graph, element.node).kind](w, element)
}

function beginBody(w: Workspace, body: Element): void {
  if (isBarred(w, body)) return
  const counted = countBody(w, body)
  if (!armBoundaries(w, body) || !counted) return
  startInner(w, body)
  if (body.many?.total === 0) finishBody(w, body)
}

/** Takes an element up again where an incident stopped it. */
function resume(w: Workspace, element: Element): void {
  if (element.node < 0) {
    resumeProcess(w, element)
    return
  }
  if (element.stopped) {
    removeElement(w, element, 'failed')
    w.moves.push({ do: 'enter', node: element.node, scope: element.parent, via: element.via ?? -1 })
    return
  }
  if (element.phase === 'listening') {
    if (goOnListening(w, element)) begin(w, element)
    return
  }
  const { kind, many, adHoc } = nodeAt(w.graph, element.node)
  if (element.phase === 'completing') complete(w, element, element.result ?? {})
  else if (element.phase === 'leaving') depart(w, element)
  else if (element.phase === 'active' && adHoc) pathEnded(w, element.id)
  else if (element.phase === 'active') askForWork(w, element)
  else if (many && element.item === undefined) beginBody(w, element)
  else {
    if (kind === 'event-gateway') disarmAll(w, element.id)
    begin(w, element)
  }
}

/** The step limit is reached: the token rests where it would have entered, with an incident. */
function stop(w: Workspace, move: Extract<Move, { do: 'enter' }>): void {
  if (!w.live.has(move.scope)) return
  const element = createElement(w, move.scope, move.node, { via: move.via, stopped: true })
  openIncident(
    w,
    element,
    'step_limit',
    'More moves in one step than a process takes that has an end; look for a circle of flows.',
  )
}

/**
 * Completes one scope in which nothing is left: no element, no token at a join. What is merely armed does
 * not keep a scope alive. Returns whether there was one.
 */
function completeScope(w: Workspace): boolean {
  const parents = new Set(w.state.elements.map((element) => element.parent))
  const done = w.state.elements.findLast(
    (element) =>
      element.phase === 'active' &&
      !parents.has(element.id) &&
      !element.held &&
      isScope(w, element) &&
      !waitsForChoice(w, element),
  )
  if (!done) return false
  if (done.node < 0) endProcess(w, done)
  else if (nodeAt(w.graph, done.node).adHoc) continueAdHoc(w, done)
  else if (nodeAt(w.graph, done.node).kind === 'event-subprocess') {
    disarmAll(w, done.id)
    removeElement(w, done, 'completed')
    if (done.undoing !== undefined) w.moves.push({ do: 'undo', undoing: done.undoing })
  } else complete(w, done, {})
  return true
}
