/** Incidents: an element waits where it stands until somebody has looked and retries. */
import type { Settled } from './event.ts'
import type { Element } from './state.ts'
import { nextId, nodeAt, nodeId, type Workspace } from './workspace.ts'

/** Opens an incident on an element; its phase tells where a retry takes it up again. */
export function openIncident(w: Workspace, element: Element, code: string, message: string): void {
  const id = nextId(w)
  w.state.incidents.push({ id, element: element.id, code, message })
  w.effects.push({
    type: 'incident',
    incident: id,
    element: element.id,
    node: nodeId(w, element),
    code,
    message,
  })
}

/**
 * An element of a definition in force that this engine does not execute is an incident where it is reached. Returns whether
 * it is one.
 */
export function isBarred(w: Workspace, element: Element): boolean {
  const { barred } = nodeAt(w.graph, element.node)
  if (barred === undefined) return false
  openIncident(w, element, 'element_not_executable', barred)
  return true
}

/** Closes the incidents of an element. */
export function closeIncidents(w: Workspace, element: number, outcome: Settled): void {
  for (const incident of w.state.incidents.filter((open) => open.element === element)) {
    w.state.incidents.splice(w.state.incidents.indexOf(incident), 1)
    w.effects.push({ type: 'incident-closed', incident: incident.id, outcome })
  }
}

/**
 * Runs a part of an element's life that evaluates the model's expressions; what goes wrong there is an
 * incident on the element. Returns whether it went well.
 */
export function guarded(w: Workspace, element: Element, code: string, part: () => void): boolean {
  try {
    part()
    return true
  } catch (cause) {
    openIncident(w, element, code, cause instanceof Error ? cause.message : String(cause))
    return false
  }
}

/** A value of the model that cannot be used; becomes an incident through `guarded`. */
export class ModelTrouble extends Error {
  override name = 'ModelTrouble'
}
