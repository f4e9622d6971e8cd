/** The events of a diagram, one behaviour a family: start, catch, throw and end. */
import type { EventDefinition } from '../model/graph.ts'
import { cancelContent } from './cancel.ts'
import { cancelTransaction, compensate } from './compensation.ts'
import { leave } from './flow.ts'
import { guarded, ModelTrouble } from './incident.ts'
import { complete, prepare } from './life.ts'
import { raise, uncaughtError } from './raise.ts'
import type { Element, Raised } from './state.ts'
import { arm } from './subscription.ts'
import { trigger } from './trigger.ts'
import { evaluate } from './variables.ts'
import { nodeAt, removeElement, type Workspace } from './workspace.ts'

/** A start event without definition only passes its token on. */
export function beginStart(w: Workspace, element: Element): void {
  complete(w, element, {})
}

/** A catch event waits; the catching half of a link only passes on. */
export function beginCatch(w: Workspace, element: Element): void {
  const node = nodeAt(w.graph, element.node)
  if (node.event?.kind === 'link') {
    leave(w, element)
    return
  }

  if (!prepare(w, element)) return
  if (guarded(w, element, 'event_not_armed', () => arm(w, element, element.node))) element.phase = 'active'
}

/** An intermediate throw or an end event acts at once. */
export function beginThrow(w: Workspace, element: Element): void {
  if (!prepare(w, element)) return
  const { event } = nodeAt(w.graph, element.node)
  switch (event?.kind) {
    case 'error':
    case 'escalation':
      throwRaised(w, element, event)
      return
    case 'signal':
      throwSignal(w, element, event)
      return
    case 'terminate':
      terminate(w, element)
      return
    case 'compensate':
      compensate(w, element, event)
      return
    case 'cancel':
      cancelTransaction(w, element)
      return
    case 'link':
      follow(w, element, event.target)
      return
    default:
      complete(w, element, {})
      return
  }
}

function throwRaised(
  w: Workspace,
  element: Element,
  event: Extract<EventDefinition, { kind: 'error' | 'escalation' }>,
): void {
  let code = ''
  const known = guarded(w, element, `${event.kind}_code_failed`, () => {
    const value = event.code ? evaluate(w, event.code, element) : null
    if (typeof value !== 'string') throw new ModelTrouble(`The code is ${JSON.stringify(value)}, not a text.`)
    code = value
  })
  if (!known) return
  const raised: Raised = { kind: event.kind, code, message: '', variables: element.vars ?? {} }
  const verdict = raise(w, element, raised)
  if (verdict === 'asked') element.phase = 'raising'
  else if (event.kind === 'escalation') afterEscalation(w, element)
  else if (verdict === 'uncaught') uncaughtError(w, element, raised)
  else endThrower(w, element)
}

/** An escalation lets its thrower go on, unless the catch has cancelled it. */
export function afterEscalation(w: Workspace, element: Element): void {
  delete element.raised
  if (w.live.has(element.id)) complete(w, element, {})
}

/** A caught error has cancelled its thrower with the scope, except where a scope beside it caught. */
function endThrower(w: Workspace, element: Element): void {
  if (!w.live.has(element.id)) return
  removeElement(w, element, 'completed')
}

/** A signal reaches every catcher; those of this instance act before the thrower goes on. */
function throwSignal(
  w: Workspace,
  element: Element,
  event: Extract<EventDefinition, { kind: 'signal' }>,
): void {
  let name = ''
  const known = guarded(w, element, 'signal_name_failed', () => {
    const value = evaluate(w, event.name, element)
    if (typeof value !== 'string') throw new ModelTrouble(`The name is ${JSON.stringify(value)}, not a text.`)
    name = value
  })
  if (!known) return
  const payload = element.vars ?? {}
  w.effects.push({ type: 'signal', name, variables: payload })
  element.phase = 'active'
  catchSignal(w, name, payload)
  if (w.live.has(element.id)) complete(w, element, {})
}

/** Triggers everything in this instance that waits for the signal. Returns how much that was. */
export function catchSignal(
  w: Workspace,
  name: string,
  payload: Readonly<Record<string, never>> | Element['vars'],
): number {
  const waiting = w.state.subscriptions.filter((armed) => armed.kind === 'signal' && armed.name === name)
  let count = 0
  for (const subscription of waiting) {
    if (!w.state.subscriptions.includes(subscription)) continue
    trigger(w, subscription, payload ?? {})
    count += 1
  }
  return count
}

/** Terminate ends its own scope only: everything in it goes, the parent continues. */
function terminate(w: Workspace, element: Element): void {
  const scope = w.live.get(element.parent)
  removeElement(w, element, 'completed')
  if (scope) cancelContent(w, scope)
}

function follow(w: Workspace, element: Element, target: number): void {
  removeElement(w, element, 'completed')
  w.moves.push({ do: 'enter', node: target, scope: element.parent, via: -1 })
}
