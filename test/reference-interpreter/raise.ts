/** What catches: boundary events and event subprocesses, by their own trigger or by a search outward. */
import type { Variables } from '#engines/process'
import { leave, open, put, startsOf } from './leave.ts'
import {
  clear,
  create,
  evaluate,
  find,
  isScope,
  type Live,
  nodeOf,
  parentOf,
  remove,
  scopeOf,
  type World,
  write,
} from './memory.ts'

/** A boundary event catches: its host goes or stays, and one token leaves the event. */
export function fireBoundary(world: World, host: Live, index: number, variables: Variables = {}): void {
  const node = nodeOf(world, index)
  const scope = parentOf(world, host)
  if (node.interrupting) remove(world, host)
  const live = create(world, scope.id, index)
  write(world, scope, variables)
  leave(world, live)
}

/** An event subprocess begins, instead of what runs in its scope or beside it. */
export function fireEventSubprocess(
  world: World,
  scope: Live,
  start: number,
  variables: Variables = {},
): void {
  const node = nodeOf(world, start)
  if (node.interrupting) {
    clear(world, scope)
    scope.interrupted = true
    const asides = new Set(scopeOf(world, scope).eventSubprocesses.flatMap((aside) => startsOf(world, aside)))
    world.watches = world.watches.filter(({ live, node: at }) => live !== scope.id || !asides.has(at))
  }
  const aside = scopeOf(world, scope).eventSubprocesses.find((at) => startsOf(world, at).includes(start))
  const live = create(world, scope.id, aside ?? -1)
  Object.assign(live.variables, variables)
  open(world, live, [])
  put(world, live, start)
}

/** Of several events those that catch a code: the one that names it comes before the one that catches all. */
function catcher(world: World, candidates: readonly number[], kind: string, code: string, at: Live) {
  const codeOf = (index: number) => {
    const { event } = nodeOf(world, index)
    if (event?.kind !== kind || (event.kind !== 'error' && event.kind !== 'escalation')) return undefined
    return event.code === null ? null : String(evaluate(world, at, event.code))
  }
  return (
    candidates.find((index) => codeOf(index) === code) ?? candidates.find((index) => codeOf(index) === null)
  )
}

/** Looks for who catches, from what throws outward, and lets it catch. False when nobody does. */
export function raise(world: World, kind: 'error' | 'escalation', code: string, thrower: Live): boolean {
  let from = -1
  for (let at: Live | undefined = thrower; at; at = find(world, at.parent)) {
    if (isScope(world, at) && !at.interrupted) {
      const asides = scopeOf(world, at).eventSubprocesses.filter((aside) => aside !== from)
      const starts = asides.flatMap((aside) => startsOf(world, aside))
      const start = catcher(world, starts, kind, code, at)
      if (start !== undefined) {
        fireEventSubprocess(world, at, start)
        return true
      }
    }
    const isOneOfMany = find(world, at.parent)?.body
    const boundaries = at.node < 0 || isOneOfMany ? [] : nodeOf(world, at.node).boundaries
    const boundary = catcher(world, boundaries, kind, code, at)
    if (boundary !== undefined) {
      fireBoundary(world, at, boundary)
      return true
    }
    from = at.node
  }
  return false
}
