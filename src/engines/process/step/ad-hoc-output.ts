/** What the paths of an ad-hoc subprocess give, collected. */
import type { Json } from '../model/expression.ts'
import { guarded } from './incident.ts'
import type { Element } from './state.ts'
import { declare, evaluate } from './variables.ts'
import { nodeAt, type Workspace } from './workspace.ts'

/** The ad-hoc subprocess in which a path ends with this element, or null. */
export function pathOf(w: Workspace, element: Element): Element | null {
  const scope = w.live.get(element.parent)
  if (!scope || scope.node < 0 || scope.many || element.undoing !== undefined) return null
  if (!nodeAt(w.graph, scope.node).adHoc) return null
  return nodeAt(w.graph, element.node).outgoing.length > 0 ? null : scope
}

/** Adds the output of a path that ends with this element to the list of its ad-hoc subprocess. Tells whether it went well. */
export function collectOutput(w: Workspace, element: Element): boolean {
  const scope = pathOf(w, element)
  const { outputCollection, outputElement } = (scope && nodeAt(w.graph, scope.node).adHoc) ?? {}
  if (!scope || !outputCollection || !outputElement) return true
  return guarded(w, element, 'output_not_collected', () => {
    const before = scope.vars?.[outputCollection]
    const list: readonly Json[] = Array.isArray(before) ? before : []
    declare(w, scope, [outputCollection], [...list, evaluate(w, outputElement, element)])
  })
}
