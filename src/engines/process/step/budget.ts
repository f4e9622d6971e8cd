/**
 * How far one step may go. A circle of flows in which nothing waits has no end of its own, and one in which tokens or many
 * instances multiply would fill the memory before anybody notices; a process that merely does much has an end.
 *
 * Tokens that move are counted where they move: in each inner instance of many by itself, and outside of all of them. Many
 * instances are free the first time their activity is reached there, and counted when it is reached again.
 */
import type { Move, Workspace } from './workspace.ts'

/** Moves in one step outside of all inner instances. */
const movesMax = 10_000

/** Moves in one step inside one inner instance. */
const innerMovesMax = 1_000

/** All moves of one step: ten thousand instances may take thirty each. */
const allMovesMax = 300_000

/** What is left of a step. */
export type Budget = {
  all: number
  /** By the inner instance in which tokens move; 0 outside of all. */
  readonly left: Map<number, number>
  /** The body of many that came first, by where and which activity. */
  readonly first: Map<string, number>
}

/** The budget of a step that begins. */
export const newBudget = (): Budget => ({ all: allMovesMax, left: new Map(), first: new Map() })

/** Counts a move. Returns whether a token may still enter something. */
export function spend(budget: Budget, w: Workspace, move: Move): boolean {
  const place = placeOf(w, move)
  const left = budget.left.get(place) ?? (place === 0 ? movesMax : innerMovesMax)
  const cost = move.do === 'inner' && isFirst(budget, w, place, move.body) ? 0 : 1
  budget.left.set(place, left - cost)
  budget.all -= 1
  return left >= cost && budget.all >= 0
}

/** The nearest inner instance around a move, or 0. */
function placeOf(w: Workspace, move: Move): number {
  if (move.do === 'undo') return 0
  let at = w.live.get(move.do === 'inner' ? (w.live.get(move.body)?.parent ?? 0) : move.scope)
  while (at && at.item === undefined) at = w.live.get(at.parent)
  return at?.id ?? 0
}

function isFirst({ first }: Budget, w: Workspace, place: number, body: number): boolean {
  const key = `${place} ${w.live.get(body)?.node}`
  const known = first.get(key) ?? body
  first.set(key, known)
  return known === body
}
