/** Compensation: completed activities are undone, the last first, one after the other. */
import type { Compensation } from '../model/graph.ts'
import { cancelContent } from './cancel.ts'
import { complete } from './life.ts'
import type { Done, Element, Undoing } from './state.ts'
import { disarmAll } from './subscription.ts'
import { armEventSubprocesses, catchAtBoundary } from './trigger.ts'
import { beginUndoing, forget, keeperOf, takeLast, undoOf } from './undoings.ts'
import { createElement, elementAt, nodeAt, removeElement, scopeOf, type Workspace } from './workspace.ts'

/**
 * A compensation event undoes what has completed in its scope, or one activity of it. It waits for the end
 * of that unless it is told not to.
 */
export function compensate(w: Workspace, thrower: Element, { activity, wait }: Compensation): void {
  const scope = keeperOf(w, elementAt(w, thrower.parent))
  thrower.phase = 'undoing'
  beginUndoing(w, { scope: scope.id, only: activity, thrower: wait ? thrower.id : 0 })
  if (!wait) complete(w, thrower, {})
}

/**
 * Gives up the transaction around a cancel end event: what runs in it is cancelled, what completed is undone,
 * and only then it is left by its cancel boundary event. Nothing else can end it meanwhile but an error of
 * what undoes.
 */
export function cancelTransaction(w: Workspace, element: Element): void {
  let transaction = elementAt(w, element.parent)
  while (transaction.node >= 0 && !nodeAt(w.graph, transaction.node).transaction)
    transaction = elementAt(w, transaction.parent)
  removeElement(w, element, 'completed')
  cancelContent(w, transaction)
  disarmAll(w, transaction.id)
  transaction.taken = true
  beginUndoing(w, { scope: transaction.id, only: -1, thrower: 0, cancels: true })
}

/** Takes an undoing one activity further. Returns the handler to begin, when there is still something to undo. */
export function undoNext(w: Workspace, id: number): Element | null {
  const undoing = w.state.undoings?.find((one) => one.id === id)
  const scope = undoing && w.live.get(undoing.scope)
  if (!undoing || !scope) return null
  const entry = takeLast(scope, undoing)
  if (entry) return beginHandler(w, scope, undoing, entry)
  finish(w, scope, undoing)
  return null
}

function beginHandler(w: Workspace, scope: Element, undoing: Undoing, entry: Done): Element | null {
  const node = nodeAt(w.graph, entry.node)
  const { seen, inner } = entry
  const index = node.handler >= 0 ? node.handler : undoOf(w, node.inner)
  const handler = createElement(w, scope.id, index, { undoing: undoing.id, ...(seen && { seen }) })
  const { id, kind } = nodeAt(w.graph, index)
  w.effects.push({ type: 'compensation', element: handler.id, node: id, undoes: node.id })
  if (kind !== 'event-subprocess') return handler
  // What completed in the scope is for the event subprocess to undo, or to leave.
  if (inner) handler.done = inner
  handler.phase = 'active'
  armEventSubprocesses(w, handler)
  for (const start of scopeOf(w, handler).triggers) complete(w, createElement(w, handler.id, start), {})
  return null
}

function finish(w: Workspace, scope: Element, undoing: Undoing): void {
  forget(w, ({ id }) => id === undoing.id)
  const thrower = w.live.get(undoing.thrower)
  if (thrower) complete(w, thrower, {})
  if (!undoing.cancels) return
  const exits = nodeAt(w.graph, scope.node).boundaries.map((index) => nodeAt(w.graph, index))
  const exit = exits.find(({ event }) => event?.kind === 'cancel')
  if (exit) catchAtBoundary(w, scope, exit, {})
}
