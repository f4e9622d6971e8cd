/** Sequence flows: which way a token leaves an element. */
import type { Node } from '../model/graph.ts'
import { collectOutput, pathOf } from './ad-hoc-output.ts'
import { guarded, openIncident } from './incident.ts'
import type { Element } from './state.ts'
import { remember } from './undoings.ts'
import { evaluate } from './variables.ts'
import { flowAt, nodeAt, remark, removeElement, type Workspace } from './workspace.ts'

/** Puts a token on a flow. */
export function send(w: Workspace, flow: number, scope: number): void {
  w.moves.push({ do: 'enter', node: flowAt(w.graph, flow).target, scope, via: flow })
}

/**
 * Ends an element that has done its work: chooses the outgoing flows, puts a token on each and takes the
 * element away. When no flow can be taken the element stays with an incident.
 */
export function leave(w: Workspace, element: Element): void {
  const node = nodeAt(w.graph, element.node)
  element.phase = 'leaving'
  let flows: readonly number[] = []
  const chosen = guarded(w, element, 'condition_failed', () => {
    flows = choose(w, element, node)
  })
  if (!chosen) return
  if (flows.length === 0 && node.outgoing.length > 0) {
    openIncident(w, element, 'no_flow_taken', `No outgoing flow of ${node.name} can be taken.`)
    return
  }
  if (!collectOutput(w, element)) return
  const path = pathOf(w, element)
  remember(w, element)
  removeElement(w, element, 'completed')
  if (element.undoing !== undefined) w.moves.push({ do: 'undo', undoing: element.undoing })
  for (const flow of flows) send(w, flow, element.parent)
  if (path) w.moves.push({ do: 'path-ended', scope: path.id })
}

function choose(w: Workspace, element: Element, node: Node): readonly number[] {
  if (node.kind === 'exclusive') return firstTrue(w, element, node)
  return node.kind === 'parallel' ? node.outgoing : everyTrue(w, element, node)
}

/** The first flow, in document order, whose condition is true, else the default. */
function firstTrue(w: Workspace, element: Element, node: Node): readonly number[] {
  for (const flow of node.outgoing) {
    if (flow !== node.defaultFlow && isTrue(w, element, flow)) return [flow]
  }
  return node.defaultFlow < 0 ? [] : [node.defaultFlow]
}

/**
 * Every unconditional flow and every flow whose condition is true; the default only if no condition was.
 */
function everyTrue(w: Workspace, element: Element, node: Node): readonly number[] {
  const taken: number[] = []
  let met = false
  for (const flow of node.outgoing) {
    if (flow === node.defaultFlow || !isTrue(w, element, flow)) continue
    taken.push(flow)
    if (flowAt(w.graph, flow).condition) met = true
  }
  if (met || node.defaultFlow < 0) return taken
  return node.outgoing.filter((flow) => flow === node.defaultFlow || taken.includes(flow))
}

/** A condition that is not a boolean is not true, and the history says so. */
function isTrue(w: Workspace, element: Element, flow: number): boolean {
  const { condition, id } = flowAt(w.graph, flow)
  if (!condition) return true
  const value = evaluate(w, condition, element)
  if (typeof value !== 'boolean') {
    const message = `The condition of the flow ${id} is ${JSON.stringify(value)}, neither true nor false.`
    remark(w, element, message)
  }
  return value === true
}
