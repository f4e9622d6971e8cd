/** Multi-instance and loops: a body that holds the count, and one inner instance for each item or run. */
import type { Json } from '../model/expression.ts'
import type { Loop, Many } from '../model/graph.ts'
import { cancelElement } from './cancel.ts'
import { guarded, ModelTrouble } from './incident.ts'
import type { Element } from './state.ts'
import { remember } from './undoings.ts'
import { declare, evaluate, visible } from './variables.ts'
import { childrenOf, createElement, nodeAt, removeElement, type Workspace } from './workspace.ts'

/** More inner instances than this are an incident: they all live in one instance row. */
const instancesMax = 10_000

/** Takes the snapshot of what to go through. Returns whether the body may begin. */
export function countBody(w: Workspace, body: Element): boolean {
  const { many } = nodeAt(w.graph, body.node)
  if (!many) return false
  return guarded(w, body, 'multi_instance_failed', () => {
    if (many.loop) {
      body.many = { total: runsOf(w, many.loop, body), items: null, next: 0, completed: 0 }
      return
    }
    const items = itemsOf(w, many, body)
    const total = items ? items.length : cardinalityOf(w, many, body)
    if (total > instancesMax) throw new ModelTrouble(`${total} instances are more than ${instancesMax}.`)
    body.many = { total, items, next: 0, completed: 0 }
    if (many.outputCollection) declare(w, body, [many.outputCollection], Array<Json>(total).fill(null))
  })
}

/** How often a loop runs at most; not at all when its condition is asked first and is not true. */
function runsOf(w: Workspace, loop: Loop, body: Element): number {
  const first = { ...visible(w, body), loopCounter: 0 }
  if (loop.testBefore && loop.while && loop.while.evaluate(first, w.clock) !== true) return 0
  return loop.maximum ?? instancesMax
}

/** Whether a loop ends with this run, the last one counted. */
function endsLoop(w: Workspace, loop: Loop, runs: number, inner: Element): boolean {
  if (runs === loop.maximum) return true
  if (loop.while && evaluate(w, loop.while, inner) !== true) return true
  if (runs < instancesMax) return false
  throw new ModelTrouble(`The loop has run ${instancesMax} times and does not end.`)
}

function itemsOf(w: Workspace, many: Many, body: Element): readonly Json[] | null {
  if (!many.collection) return null
  const value = evaluate(w, many.collection, body)
  if (!Array.isArray(value)) {
    throw new ModelTrouble(
      `The collection ${many.collection.text.trim()} is ${JSON.stringify(value)}, not a list.`,
    )
  }
  return value
}

function cardinalityOf(w: Workspace, many: Many, body: Element): number {
  const value = many.cardinality ? evaluate(w, many.cardinality, body) : null
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value
  throw new ModelTrouble(`The loop cardinality is ${JSON.stringify(value)}, not a whole number from 0.`)
}

/** Asks for the first inner instances: all of them, or one when sequential. */
export function startInner(w: Workspace, body: Element): void {
  const { many } = nodeAt(w.graph, body.node)
  const first = many?.sequential ? 1 : (body.many?.total ?? 0)
  body.phase = 'active'
  for (let count = 0; count < first; count += 1) w.moves.push({ do: 'inner', body: body.id })
}

/** Creates the next inner instance of a body. */
export function createInner(w: Workspace, body: Element): Element | null {
  const { many } = nodeAt(w.graph, body.node)
  const count = body.many
  if (!many || !count || count.next >= count.total) return null
  const index = count.next
  count.next += 1
  const vars: Record<string, Json> = { loopCounter: index + 1 }
  if (many.item && count.items) vars[many.item] = count.items[index] ?? null
  const own = many.outputElement?.text.trim()
  if (own && /^[\p{L}_][\p{L}\p{N}_]*$/u.test(own) && !(own in vars)) vars[own] = null
  return createElement(w, body.id, body.node, { item: index + 1, vars })
}

/**
 * An inner instance has completed: its output is collected by its index, and the completion condition is
 * asked. Tells whether the body is done.
 */
export function innerCompleted(w: Workspace, body: Element, inner: Element): 'going-on' | 'body-done' {
  const node = nodeAt(w.graph, body.node)
  const { many } = node
  const count = body.many
  if (!many || !count) return 'going-on'
  let done = false
  const well = guarded(w, inner, 'multi_instance_failed', () => {
    collect(w, many, body, inner)
    count.completed += 1
    try {
      done = many.loop
        ? endsLoop(w, many.loop, count.completed, inner)
        : count.completed === count.total || (many.until && evaluate(w, many.until, inner)) === true
    } catch (cause) {
      count.completed -= 1
      throw cause
    }
  })
  if (!well) return 'going-on'
  remember(w, inner)
  removeElement(w, inner, 'completed')
  if (done) {
    for (const sibling of childrenOf(w, body.id).reverse()) cancelElement(w, sibling)
    count.next = count.total
    return 'body-done'
  }
  if (many.sequential) w.moves.push({ do: 'inner', body: body.id })
  return 'going-on'
}

function collect(w: Workspace, many: Many, body: Element, inner: Element): void {
  const { outputCollection, outputElement } = many
  if (!outputCollection || !outputElement || inner.item === undefined) return
  const outputs = body.vars?.[outputCollection]
  const list = Array.isArray(outputs) ? [...outputs] : []
  list[inner.item - 1] = evaluate(w, outputElement, inner)
  declare(w, body, [outputCollection], list)
}
