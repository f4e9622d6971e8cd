/** How each event acts on an instance before its tokens move on. */
import type { Json, Variables } from '../model/expression.ts'
import { choose } from './ad-hoc.ts'
import { offeredBy } from './ad-hoc-offers.ts'
import { cancelElement } from './cancel.ts'
import type { Event } from './event.ts'
import { afterEscalation, catchSignal } from './events.ts'
import { closeIncidents, openIncident } from './incident.ts'
import { complete } from './life.ts'
import { listened } from './listeners.ts'
import { isOperation, type Operation, operate } from './operate.ts'
import { beginProcess } from './process.ts'
import { raise, uncaughtError } from './raise.ts'
import type { Element, Raised } from './state.ts'
import { stumble, takeAgain } from './stumble.ts'
import { hearsWhileSuspended } from './suspend.ts'
import { trigger } from './trigger.ts'
import { declare, write } from './variables.ts'
import { nodeAt, type Workspace } from './workspace.ts'

/** Applies an event. Returns an element to be taken up again: by a retry, or because its listener has answered. */
export function applyEvent(w: Workspace, event: Event): Element | null {
  if (event.type === 'start') start(w, event)
  else if (w.state.status !== 'active') ignore(w, `The instance is ${w.state.status}.`)
  else if (w.state.suspended && !hearsWhileSuspended(event)) ignore(w, 'The instance is suspended.')
  else if (event.type === 'retry') return retry(w, event.incident, event.variables)
  else if (event.type === 'complete') return done(w, event)
  else if (event.type === 'timer') return takeAgain(w, event.subscription) ?? fire(w, event.subscription)
  else if (isOperation(event)) operate(w, event)
  else applyToActive(w, event)
  return null
}

type ToActive = Exclude<Event, Operation | { type: 'start' | 'retry' | 'timer' | 'complete' }>

function applyToActive(w: Workspace, event: ToActive): void {
  switch (event.type) {
    case 'fail':
      withActive(w, event.element, (element) => fail(w, element, event))
      return
    case 'trouble':
      withActive(w, event.element, (element) => openIncident(w, element, event.code, event.message))
      return
    case 'raise':
      withActive(w, event.element, (element) => answerRaise(w, element, event))
      return
    case 'answer':
      takeAnswer(w, event.element, event.caught)
      return
    case 'message':
      withArmed(w, event.subscription, 'message', event.variables)
      return
    case 'signal':
      if (catchSignal(w, event.name, event.variables) === 0)
        ignore(w, `Nothing waits for the signal ${event.name}.`)
      return
    case 'variables':
      setVariables(w, event.element, event.variables)
      return
    case 'activate':
      chooseActivity(w, event.element, event.node, event.variables)
      return
    case 'cancel':
      cancel(w)
      return
    case 'stumble':
      withActive(w, event.element, (element) => stumble(w, element, event))
      return
  }
}

function ignore(w: Workspace, reason: string): void {
  w.effects.push({ type: 'ignored', reason })
}

function start(w: Workspace, event: Extract<Event, { type: 'start' }>): void {
  if (w.state.status !== 'new') {
    ignore(w, 'The instance has already started.')
    return
  }

  w.state.status = 'active'
  w.state.called = event.called === true
  beginProcess(w, event.node === undefined ? undefined : w.graph.byId.get(event.node), event.variables)
}

/** The work of an element is done, or a listener of it: then the element goes on. */
function done(w: Workspace, event: Extract<Event, { type: 'complete' }>): Element | null {
  let again: Element | null = null
  withActive(w, event.element, (element) => {
    if (element.phase === 'listening') {
      listened(w, element, event.variables)
      again = element
      return
    }
    if (event.note !== undefined) element.note = event.note
    complete(w, element, resultOf(w, element, event.variables))
  })
  return again
}

function withActive(w: Workspace, id: number, act: (element: Element) => void): void {
  const element = w.live.get(id)
  const waits = element?.phase === 'active' || element?.phase === 'listening'
  const works = element && (element.node >= 0 || element.phase === 'listening')
  if (works && waits && !element.many) act(element)
  else ignore(w, `The element ${id} does not wait for this any more.`)
}

/** The variables of a called process come back as the call activity says. */
function resultOf(w: Workspace, element: Element, variables: Variables): Variables {
  const { work, outputs } = nodeAt(w.graph, element.node)
  if (work?.kind !== 'call' || work.passAllOut || outputs.length > 0) return variables
  return {}
}

function fail(w: Workspace, element: Element, event: Extract<Event, { type: 'fail' }>): void {
  if (element.phase === 'listening') {
    // A listener is no part of the diagram, so no event of the diagram catches its errors.
    openIncident(w, element, event.code, event.message)
    return
  }
  const raised: Raised = {
    kind: 'error',
    code: event.code,
    message: event.message,
    variables: event.variables ?? {},
  }
  const verdict = raise(w, element, raised)
  if (verdict === 'uncaught') uncaughtError(w, element, raised)
}

/** A called process raised something: this one catches it, asks its own caller, or says that nobody does. */
function answerRaise(w: Workspace, element: Element, event: Extract<Event, { type: 'raise' }>): void {
  const { kind, code, message, variables } = event
  const verdict = raise(w, element, { kind, code, message, variables })
  // A catch that interrupts has cancelled the called process: there is nobody left to answer.
  if (verdict === 'asked' || !w.live.has(element.id)) return
  w.effects.push({ type: 'answered', element: element.id, caught: verdict === 'caught' })
}

function takeAnswer(w: Workspace, id: number, caught: boolean): void {
  const element = w.live.get(id)
  if (!element?.raised) {
    ignore(w, `The element ${id} does not wait for an answer.`)
    return
  }

  const { raised } = element
  delete element.raised
  if (nodeAt(w.graph, element.node).kind === 'call') {
    w.effects.push({ type: 'answered', element: id, caught })
  } else if (raised.kind === 'escalation') afterEscalation(w, element)
  else if (!caught) {
    if (element.phase === 'raising') element.phase = 'entering'
    uncaughtError(w, element, raised)
  }
}

function fire(w: Workspace, id: number): null {
  const armed = w.state.subscriptions.find((subscription) => subscription.id === id)
  const due = armed?.timer?.due
  if (due && Temporal.Instant.compare(Temporal.Instant.from(due), w.clock.now) > 0) {
    ignore(w, `The timer ${id} is not due before ${due}.`)
    return null
  }
  withArmed(w, id, 'timer', {})
  return null
}

function withArmed(w: Workspace, id: number, kind: 'timer' | 'message', payload: Variables): void {
  const armed = w.state.subscriptions.find(
    (subscription) => subscription.id === id && subscription.kind === kind,
  )
  if (armed) trigger(w, armed, payload)
  else ignore(w, `The ${kind} subscription ${id} is not armed any more.`)
}

function retry(w: Workspace, id: number, variables: Variables | undefined): Element | null {
  const incident = w.state.incidents.find((open) => open.id === id)
  const element = incident && w.live.get(incident.element)
  if (!element) {
    ignore(w, `The incident ${id} is not open any more.`)
    return null
  }
  for (const [name, value] of Object.entries(variables ?? {})) write(w, element, [name], value)
  closeIncidents(w, element.id, 'retried')
  delete element.attempts
  return element
}

function setVariables(w: Workspace, id: number | undefined, variables: Readonly<Record<string, Json>>): void {
  const at = id === undefined ? w.state.elements.find((element) => element.node < 0) : w.live.get(id)
  if (!at) {
    ignore(w, `The element ${id} is not alive.`)
    return
  }

  for (const [name, value] of Object.entries(variables)) declare(w, at, [name], value)
}

function chooseActivity(w: Workspace, id: number, node: string, variables: Variables): void {
  const element = w.live.get(id)
  const index = w.graph.byId.get(node) ?? -1
  if (element && offeredBy(w.graph, element).includes(index)) choose(w, element, [node], variables)
  else ignore(w, `The element ${id} does not offer the activity ${node} now.`)
}

function cancel(w: Workspace): void {
  const root = w.state.elements.find((element) => element.node < 0)
  if (!root) return
  const variables = root.vars ?? {}
  cancelElement(w, root)
  w.state.status = 'cancelled'
  w.effects.push({ type: 'ended', outcome: 'cancelled', variables })
}
