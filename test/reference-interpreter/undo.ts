/** Compensation: what has completed is undone, what completed last first, each at most once. */
import { leave } from './leave.ts'
import {
  clear,
  type Done,
  type Live,
  type Node,
  next,
  nodeOf,
  parentOf,
  type Undoing,
  type World,
} from './memory.ts'

type Compensation = Extract<NonNullable<Node['event']>, { kind: 'compensate' }>

/** An activity has completed: when something can undo it, that is remembered where it completed. */
export function remember(world: World, where: Live, node: number, inside: Done[]): void {
  const { handler, inner } = nodeOf(world, node)
  const undo = world.graph.scopes[inner]?.undo ?? -1
  if (handler < 0 && undo < 0 && inside.length === 0) return
  where.done.push({ order: next(world), node, inside })
}

/** From inside an event subprocess the scope around it is meant. */
function meant(world: World, thrower: Live): Live {
  const scope = parentOf(world, thrower)
  const isAside = scope.node >= 0 && nodeOf(world, scope.node).kind === 'event-subprocess'
  return isAside && scope.undoing === 0 ? parentOf(world, scope) : scope
}

export function beginUndoing(world: World, live: Live, event: Compensation): void {
  const { activity, wait } = event
  const scope = meant(world, live)
  const undoing: Undoing = {
    id: next(world),
    scope: scope.id,
    thrower: wait ? live.id : -1,
    activity,
    before: world.sequence,
  }
  world.undoings.push(undoing)
  if (!wait) leave(world, live)
}

/** The transaction around a cancel end event is given up: what runs goes, what completed is undone. */
export function giveUp(world: World, live: Live): void {
  let scope = parentOf(world, live)
  while (scope.node < 0 || !nodeOf(world, scope.node).transaction) scope = parentOf(world, scope)
  world.completed.push(nodeOf(world, live.node).id)
  clear(world, scope)
  world.watches = world.watches.filter((watch) => watch.live !== scope.id)
  scope.interrupted = true
  world.undoings.push({ id: next(world), scope: scope.id, thrower: 0, activity: -1, before: world.sequence })
}

/** What completed in a scope, with what completed in its event subprocesses that still run. */
export function lists(world: World, scope: Live): Done[][] {
  const asides = world.lives.filter(
    (live) =>
      live.parent === scope.id &&
      live.node >= 0 &&
      nodeOf(world, live.node).kind === 'event-subprocess' &&
      live.undoing === 0,
  )
  return [scope.done, ...asides.map(({ done }) => done)]
}

/** Whether something is undone by itself, and not by what completed inside it. */
function hasOwnUndo(world: World, { node }: Done): boolean {
  const { handler, inner } = nodeOf(world, node)
  return handler >= 0 || (world.graph.scopes[inner]?.undo ?? -1) >= 0
}

/** Takes the last that completed out of the lists; a subprocess gives what completed last inside it. */
export function takeLast(world: World, from: Done[][], isMeant: (done: Done) => boolean): Done | null {
  const all = from.flatMap((list) => list.filter(isMeant).map((done) => ({ list, done })))
  all.sort((one, other) => other.done.order - one.done.order)
  for (const { list, done } of all) {
    const drop = () => list.splice(list.indexOf(done), 1)
    if (hasOwnUndo(world, done)) {
      drop()
      return done
    }
    const inner = takeLast(world, [done.inside], () => true)
    if (inner) return inner
    drop()
  }
  return null
}

/** The compensations of which no handler runs now. */
export function idleUndoings(world: World): Undoing[] {
  return world.undoings.filter(({ id }) => !world.lives.some(({ undoing }) => undoing === id))
}
