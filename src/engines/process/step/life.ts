/** The life of an activity or event: made ready, completed, left. */
import type { Variables } from '../model/expression.ts'
import { closeWork } from './cancel.ts'
import { leave } from './flow.ts'
import { closeIncidents, guarded } from './incident.ts'
import { haveListened } from './listeners.ts'
import { innerCompleted } from './multi-instance.ts'
import type { Element } from './state.ts'
import { arm, disarmAll } from './subscription.ts'
import { mapInputs, mapOutputs } from './variables.ts'
import { nodeAt, type Workspace } from './workspace.ts'

/**
 * Makes an element ready: inputs are mapped, boundary events armed. The events are armed even when the
 * mapping fails, so that a deadline still counts while somebody mends the cause; then its listeners are
 * asked. Returns whether the element may begin its work.
 */
export function prepare(w: Workspace, element: Element): boolean {
  if (element.prepared) return true
  const node = nodeAt(w.graph, element.node)
  const mapped = guarded(w, element, 'input_mapping_failed', () => mapInputs(w, element, node.inputs))
  return armBoundaries(w, element) && mapped && haveListened(w, element, 'start')
}

/** Arms the boundary events of an activity; those of a multi-instance sit on its body. */
export function armBoundaries(w: Workspace, element: Element): boolean {
  const { boundaries } = nodeAt(w.graph, element.node)
  if (element.armed || element.item !== undefined || boundaries.length === 0) return true
  const done = guarded(w, element, 'event_not_armed', () => {
    for (const boundary of boundaries) arm(w, element, boundary)
  })
  if (done) element.armed = true
  else disarmAll(w, element.id)
  return done
}

/** The work of an element is done: its result is mapped out and it is left. */
export function complete(w: Workspace, element: Element, result: Variables): void {
  const node = nodeAt(w.graph, element.node)
  closeIncidents(w, element.id, 'retried')
  closeWork(w, element, 'completed')
  element.phase = 'completing'
  element.result = result
  if (!guarded(w, element, 'output_mapping_failed', () => mapOutputs(w, element, node, result))) return
  delete element.result
  disarmAll(w, element.id)
  if (haveListened(w, element, 'end')) depart(w, element)
}

/** A listener has answered, or is to be asked again. Returns whether the element may begin its work now. */
export function goOnListening(w: Workspace, element: Element): boolean {
  const { on } = element.listening ?? { on: 'start' }
  if (!haveListened(w, element, on)) return false
  if (on === 'end') {
    depart(w, element)
    return false
  }
  element.phase = 'entering'
  element.prepared = true
  return true
}

/** Leaves an element whose result is mapped out: by its flows, or as one of many. */
export function depart(w: Workspace, element: Element): void {
  element.phase = 'leaving'
  const body = element.item === undefined ? undefined : w.live.get(element.parent)
  if (!body) leave(w, element)
  else if (innerCompleted(w, body, element) === 'body-done') finishBody(w, body)
}

/** A multi-instance body is done once: its collected outputs go out, one token leaves. */
export function finishBody(w: Workspace, body: Element): void {
  const node = nodeAt(w.graph, body.node)
  const name = node.many?.outputCollection
  const result = name && body.vars ? { [name]: body.vars[name] ?? null } : {}
  body.phase = 'completing'
  if (name) delete body.vars
  const unmapped = { ...node, outputs: [] }
  if (!guarded(w, body, 'output_mapping_failed', () => mapOutputs(w, body, unmapped, result))) return
  disarmAll(w, body.id)
  leave(w, body)
}
