/** Errors and escalations: who catches them, from the thrower outward. */
import type { Node } from '../model/graph.ts'
import { openIncident } from './incident.ts'
import type { Element, Raised } from './state.ts'
import { catchAtBoundary, catchInScope } from './trigger.ts'
import { isScope, nodeAt, scopeOf, type Workspace } from './workspace.ts'

type Catcher = Readonly<{ at: Element; node: Node }>

/** What became of something raised. `asked`: the caller of this process is asked and will answer. */
export type Verdict = 'caught' | 'asked' | 'uncaught'

/**
 * Raises an error or escalation at an element. The search goes outward: the boundary of the element, the
 * event subprocesses of its scope, the boundary of that scope, and so on; the code itself before a catch
 * of all codes at each place. What nobody here catches goes to the process that called this one.
 */
export function raise(w: Workspace, from: Element, raised: Raised): Verdict {
  const catcher = findCatcher(w, from, raised)
  if (catcher) {
    const { at, node } = catcher
    const payload = { ...raised.variables, [raised.kind]: { code: raised.code, message: raised.message } }
    // Without output mappings only what the thrower gave goes on; the code is for the mappings to read.
    const given = node.outputs.length > 0 ? payload : raised.variables
    if (node.kind === 'boundary') catchAtBoundary(w, at, node, given)
    else catchInScope(w, at, node, given)
    return 'caught'
  }
  if (!w.state.called) return 'uncaught'
  const { kind, code, message, variables } = raised
  from.raised = raised
  w.effects.push({ type: 'raised', element: from.id, kind, code, message, variables })
  return 'asked'
}

function findCatcher(w: Workspace, from: Element, raised: Raised): Catcher | null {
  for (let at: Element | undefined = from; at; at = w.live.get(at.parent)) {
    if (at.node >= 0 && at.item === undefined) {
      const boundary = best(w, nodeAt(w.graph, at.node).boundaries, raised)
      if (boundary) return { at, node: boundary }
    }
    const scope = w.live.get(at.parent)
    if (!scope || !isScope(w, scope) || scope.taken) continue
    const others = scopeOf(w, scope).eventSubprocesses.filter((index) => index !== at?.node)
    const starts = others.flatMap((index) => w.graph.scopes[nodeAt(w.graph, index).inner]?.triggers ?? [])
    const start = best(w, starts, raised)
    if (start) return { at: scope, node: start }
  }
  return null
}

function best(w: Workspace, candidates: readonly number[], raised: Raised): Node | null {
  let all: Node | null = null
  for (const index of candidates) {
    const node = nodeAt(w.graph, index)
    const { event } = node
    if (event?.kind !== raised.kind) continue
    if (event.code === null) all ??= node
    else if (event.code.text === raised.code) return node
  }
  return all
}

/** An error nobody catches is an incident where it was thrown: the one documented deviation from BPMN. */
export function uncaughtError(w: Workspace, from: Element, raised: Raised): void {
  delete from.raised
  openIncident(w, from, raised.code, raised.message || `Nothing catches the error ${raised.code}.`)
}
