/** Cancelling: an element goes with everything in it, and nothing of it stays armed. */

import type { Outcome } from './event.ts'
import { closeIncidents } from './incident.ts'
import type { Element } from './state.ts'
import { disarmAll } from './subscription.ts'
import { forget } from './undoings.ts'
import { childrenOf, nodeAt, removeElement, type Workspace } from './workspace.ts'

/** Ends an element and its whole subtree: tasks, timers, subscriptions, called processes, tokens. */
export function cancelElement(w: Workspace, element: Element, outcome: Outcome = 'cancelled'): void {
  cancelContent(w, element)
  disarmAll(w, element.id)
  closeIncidents(w, element.id, 'cancelled')
  closeWork(w, element, outcome)
  removeElement(w, element, outcome)
  // A handler that somebody takes away alone does not hold up the rest; with its scope, the undoing goes as well.
  if (element.undoing !== undefined) w.moves.push({ do: 'undo', undoing: element.undoing })
  for (const { id } of forget(w, ({ thrower }) => thrower === element.id)) {
    const handler = w.state.elements.find(({ undoing }) => undoing === id)
    if (handler) cancelElement(w, handler)
  }
}

/** Ends everything inside an element, which itself stays: children, tokens at joins, tokens in motion. */
export function cancelContent(w: Workspace, element: Element): void {
  for (const child of childrenOf(w, element.id).reverse()) cancelElement(w, child)
  forget(w, ({ scope }) => scope === element.id)
  delete element.held
  for (let index = w.at; index < w.moves.length; ) {
    const move = w.moves[index]
    const inside = move && 'scope' in move && move.scope === element.id
    if (inside) w.moves.splice(index, 1)
    else index += 1
  }
}

/** Takes back the work an element has asked for, when it waits for any. */
export function closeWork(w: Workspace, element: Element, outcome: Outcome): void {
  if (element.node < 0 || element.many || element.phase !== 'active') return
  const { kind, id: node } = nodeAt(w.graph, element.node)
  if (kind === 'user') w.effects.push({ type: 'task-closed', element: element.id, node, outcome })
  if (kind === 'call' && outcome !== 'completed')
    w.effects.push({ type: 'call-cancelled', element: element.id })
}
