/** What happens when something armed is triggered, or a thrown error or escalation is caught. */
import type { Variables } from '../model/expression.ts'
import type { Node } from '../model/graph.ts'
import { cancelContent, cancelElement } from './cancel.ts'
import { guarded } from './incident.ts'
import { complete } from './life.ts'
import type { Element, Subscription } from './state.ts'
import { arm, disarm, disarmAll, rearm } from './subscription.ts'
import {
  createElement,
  elementAt,
  flowAt,
  nodeAt,
  removeElement,
  scopeOf,
  type Workspace,
} from './workspace.ts'

/** Lets an armed event act on its owner. */
export function trigger(w: Workspace, subscription: Subscription, payload: Variables): void {
  const owner = elementAt(w, subscription.owner)
  const node = nodeAt(w.graph, subscription.node)
  if (node.kind === 'boundary') {
    if (!node.interrupting) rearm(w, subscription)
    catchAtBoundary(w, owner, node, payload)
  } else if (node.kind === 'start') {
    if (!node.interrupting) rearm(w, subscription)
    catchInScope(w, owner, node, payload)
  } else if (owner.node !== subscription.node) {
    chooseEvent(w, owner, node, payload)
  } else {
    disarm(w, subscription)
    complete(w, owner, payload)
  }
}

/** A boundary event acts: its host goes when it interrupts, and exactly one token leaves by the event. */
export function catchAtBoundary(w: Workspace, host: Element, boundary: Node, payload: Variables): void {
  if (boundary.interrupting) cancelElement(w, host)
  const event = createElement(w, host.parent, boundary.index)
  complete(w, event, payload)
}

/**
 * The start of an event subprocess acts: interrupting, it takes over the scope and everything else in it
 * goes; otherwise one more instance of it runs beside.
 */
export function catchInScope(w: Workspace, scope: Element, start: Node, payload: Variables): void {
  if (start.interrupting) {
    cancelContent(w, scope)
    disarmEventSubprocesses(w, scope)
    scope.taken = true
  }
  const host = w.graph.scopes[start.scope]?.node ?? -1
  const instance = createElement(w, scope.id, host, { phase: 'active' })
  complete(w, createElement(w, instance.id, start.index), payload)
  // Event subprocesses within see what has come.
  armEventSubprocesses(w, instance)
}

/** Arms the event subprocesses of a scope. Returns whether that went well. */
export function armEventSubprocesses(w: Workspace, scope: Element): boolean {
  const { eventSubprocesses } = scopeOf(w, scope)
  if (eventSubprocesses.length === 0) return true
  const done = guarded(w, scope, 'event_not_armed', () => {
    for (const index of eventSubprocesses) {
      const inner = w.graph.scopes[nodeAt(w.graph, index).inner]
      for (const start of inner?.triggers ?? []) arm(w, scope, start)
    }
  })
  if (!done) disarmEventSubprocesses(w, scope)
  return done
}

/** Takes back the starts of event subprocesses; boundary events of the same element stay. */
function disarmEventSubprocesses(w: Workspace, scope: Element): void {
  for (const subscription of w.state.subscriptions.filter((armed) => armed.owner === scope.id)) {
    if (nodeAt(w.graph, subscription.node).kind === 'start') disarm(w, subscription)
  }
}

/** The first event of an event-based gateway wins: all others go in the same step. */
function chooseEvent(w: Workspace, gateway: Element, event: Node, payload: Variables): void {
  disarmAll(w, gateway.id)
  const node = nodeAt(w.graph, gateway.node)
  const flow = node.outgoing.find((index) => flowAt(w.graph, index).target === event.index) ?? -1
  removeElement(w, gateway, 'completed')
  const chosen = createElement(w, gateway.parent, event.index, { via: flow })
  complete(w, chosen, payload)
}
