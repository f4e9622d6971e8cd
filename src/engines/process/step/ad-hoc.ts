/** Ad-hoc subprocesses: their activities begin as they are chosen, and a condition tells when it is enough. */
import type { Variables } from '../model/expression.ts'
import type { AdHoc } from '../model/graph.ts'
import { cancelContent } from './cancel.ts'
import { guarded, ModelTrouble } from './incident.ts'
import { complete } from './life.ts'
import type { Element } from './state.ts'
import { armEventSubprocesses } from './trigger.ts'
import { declare, evaluate } from './variables.ts'
import { childrenOf, nodeAt, scopeOf, type Workspace } from './workspace.ts'

/** Begins what the subprocess itself chooses; when that is nothing, it waits for a choice from outside. */
export function beginAdHoc(w: Workspace, element: Element): void {
  const adHoc = adHocOf(w, element)
  if (!adHoc) return
  let ids: readonly string[] = []
  const chosen = guarded(w, element, 'activities_not_chosen', () => {
    ids = beginsOf(w, element, adHoc)
  })
  if (!chosen || !armEventSubprocesses(w, element)) return
  element.phase = 'active'
  if (adHoc.outputCollection) declare(w, element, [adHoc.outputCollection], [])
  choose(w, element, ids, undefined)
}

function adHocOf(w: Workspace, element: Element): AdHoc | null {
  return element.node < 0 || element.many ? null : nodeAt(w.graph, element.node).adHoc
}

function beginsOf(w: Workspace, element: Element, { begins }: AdHoc): string[] {
  const value = begins ? evaluate(w, begins, element) : []
  if (!Array.isArray(value))
    throw new ModelTrouble(`The activities to begin are ${JSON.stringify(value)}, not a list of ids.`)
  return value.map((id) => {
    if (typeof id === 'string' && isChoice(w, element, id)) return id
    throw new ModelTrouble(`${JSON.stringify(id)} is no activity of it that can be chosen.`)
  })
}

/** Only what no flow leads to can be chosen. */
function isChoice(w: Workspace, element: Element, id: string): boolean {
  return scopeOf(w, element).starts.includes(w.graph.byId.get(id) ?? -1)
}

/** Begins activities: all at once, or one after the other when only one may run at a time. */
export function choose(
  w: Workspace,
  element: Element,
  ids: readonly string[],
  vars: Variables | undefined,
): void {
  const choices = ids.map((id) => ({ node: w.graph.byId.get(id) ?? -1, ...(vars && { vars }) }))
  element.chosen = [...(element.chosen ?? []), ...choices]
  if (!adHocOf(w, element)?.sequential) while (beginNext(w, element));
  else if (childrenOf(w, element.id).length === 0) beginNext(w, element)
}

function beginNext(w: Workspace, element: Element): boolean {
  const [next, ...rest] = element.chosen ?? []
  if (rest.length > 0) element.chosen = rest
  else delete element.chosen
  if (!next) return false
  element.begun = true
  w.moves.push({ do: 'enter', scope: element.id, via: -1, ...next })
  return true
}

/** A path has ended: its ad-hoc subprocess asks whether that is enough. */
export function pathEnded(w: Workspace, id: number): void {
  const element = w.live.get(id)
  const adHoc = element && adHocOf(w, element)
  if (!element || !adHoc?.until || element.phase !== 'active') return
  const { until, cancelsRest } = adHoc
  let enough = false
  const asked = guarded(w, element, 'completion_condition_failed', () => {
    enough = evaluate(w, until, element) === true
  })
  if (!asked || !enough) return
  delete element.chosen
  if (cancelsRest) end(w, element, adHoc)
  else element.closing = true
}

/**
 * Whether an ad-hoc subprocess in which nothing runs waits to be told what comes next: its condition is not
 * met, or nothing has begun in it yet.
 */
export function waitsForChoice(w: Workspace, element: Element): boolean {
  const adHoc = adHocOf(w, element)
  if (!adHoc || element.chosen || element.closing || element.taken) return false
  return adHoc.until !== null || !element.begun
}

/** Nothing runs in an ad-hoc subprocess that need not wait: the next that was chosen begins, or it completes. */
export function continueAdHoc(w: Workspace, element: Element): void {
  const adHoc = adHocOf(w, element)
  if (adHoc && !beginNext(w, element)) end(w, element, adHoc)
}

/** What was collected goes out as the result. */
function end(w: Workspace, element: Element, { outputCollection }: AdHoc): void {
  cancelContent(w, element)
  if (!outputCollection) {
    complete(w, element, {})
    return
  }
  const { [outputCollection]: collected = null, ...own } = element.vars ?? {}
  element.vars = own
  complete(w, element, { [outputCollection]: collected })
}
