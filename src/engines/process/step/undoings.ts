/** What has completed and can be undone, and which undoings are under way. */
import type { Done, Element, Undoing } from './state.ts'
import { visible } from './variables.ts'
import { nextId, nodeAt, type Workspace } from './workspace.ts'

/**
 * Remembers a completed activity that can be undone, with the variables it sees now. Every instance of many
 * is remembered by itself, in the body until all of it has completed. What undoes is never undone.
 */
export function remember(w: Workspace, element: Element): void {
  const scope = w.live.get(element.parent)
  if (!scope || element.undoing !== undefined) return
  const node = nodeAt(w.graph, element.node)
  const inner = element.done ?? []
  const holder = element.item === undefined ? keeperOf(w, scope) : scope
  if (element.many) {
    if (inner.length > 0) holder.done = inOrder([...(holder.done ?? []), ...inner])
    return
  }
  const whole = node.handler >= 0 || undoOf(w, node.inner) >= 0
  if (!whole && inner.length === 0) return
  const entry: Done = {
    id: nextId(w),
    node: node.index,
    ...(whole && { seen: visible(w, element) }),
    ...(inner.length > 0 && { inner }),
  }
  holder.done = [...(holder.done ?? []), entry]
}

const inOrder = (entries: Done[]) => entries.sort((a, b) => a.id - b.id)

/** The event subprocess that undoes an inner scope as a whole, or -1. */
export function undoOf(w: Workspace, inner: number): number {
  return inner < 0 ? -1 : (w.graph.scopes[inner]?.undo ?? -1)
}

/**
 * The scope that keeps what completes in a scope. An event subprocess is a part of the scope around it; one
 * that undoes a scope has taken over what completed there.
 */
export function keeperOf(w: Workspace, scope: Element): Element {
  let at = scope
  while (at.node >= 0 && nodeAt(w.graph, at.node).kind === 'event-subprocess' && at.undoing === undefined) {
    const around = w.live.get(at.parent)
    if (!around) break
    at = around
  }
  return at
}

/** Begins an undoing of what has completed so far; the next move takes it on. */
export function beginUndoing(w: Workspace, undoing: Omit<Undoing, 'id'>): void {
  const id = nextId(w)
  w.state.undoings = [...(w.state.undoings ?? []), { id, ...undoing }]
  w.moves.push({ do: 'undo', undoing: id })
}

/** Gives up the undoings that match; what they have not undone stays as it is. Returns them. */
export function forget(w: Workspace, match: (undoing: Undoing) => boolean): Undoing[] {
  const gone = (w.state.undoings ?? []).filter(match)
  if (gone.length === 0) return gone
  const left = (w.state.undoings ?? []).filter((undoing) => !gone.includes(undoing))
  if (left.length > 0) w.state.undoings = left
  else delete w.state.undoings
  return gone
}

/** Takes what completed last, and before the undoing began, out of what a scope has kept. */
export function takeLast(scope: Element, undoing: Undoing): Done | null {
  const { entry, rest } = last(scope.done ?? [], undoing.id, undoing.only)
  if (rest.length > 0) scope.done = rest
  else delete scope.done
  return entry
}

/** A subprocess that nothing undoes as a whole is undone by what completed inside it, last first. */
function last(
  entries: readonly Done[],
  before: number,
  only: number,
): { entry: Done | null; rest: readonly Done[] } {
  const index = entries.findLastIndex(({ id, node }) => id < before && (only < 0 || node === only))
  const entry = entries[index]
  if (!entry) return { entry: null, rest: entries }
  if (entry.seen) return { entry, rest: entries.toSpliced(index, 1) }
  const within = last(entry.inner ?? [], before, -1)
  const left = within.rest.length > 0 ? [{ ...entry, inner: within.rest }] : []
  const rest = entries.toSpliced(index, 1, ...left)
  return within.entry ? { entry: within.entry, rest } : last(rest, before, only)
}
