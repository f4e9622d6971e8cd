import { leave, open, put, startsOf } from './leave.ts'
import {
  create,
  type Done,
  find,
  type Live,
  nodeOf,
  parentOf,
  remove,
  type Undoing,
  type World,
} from './memory.ts'
import { lists, takeLast } from './undo.ts'
import { work } from './work.ts'

/** The next handler begins, or everything is undone and what waited for it goes on. */
export function proceed(world: World, undoing: Undoing): void {
  const scope = find(world, undoing.scope)
  if (!scope) throw new Error('what is to be undone is gone')
  const { activity, before, thrower } = undoing
  const isMeant = (done: Done) => done.order < before && (activity < 0 || done.node === activity)
  const done = takeLast(world, lists(world, scope), isMeant)
  if (done) {
    undo(world, scope, done, undoing.id)
    return
  }
  world.undoings = world.undoings.filter((other) => other !== undoing)
  const waits = find(world, thrower)
  if (waits) {
    leave(world, waits)
    return
  }
  if (thrower < 0) return
  const around = parentOf(world, scope)
  const leaving = nodeOf(world, scope.node).boundaries.find(
    (at) => nodeOf(world, at).event?.kind === 'cancel',
  )
  remove(world, scope)
  leave(world, create(world, around.id, leaving ?? -1))
}

function undo(world: World, scope: Live, done: Done, undoing: number): void {
  const { handler, inner } = nodeOf(world, done.node)
  const by = handler >= 0 ? handler : (world.graph.scopes[inner]?.undo ?? -1)
  const live = create(world, scope.id, by)
  live.undoing = undoing
  if (handler >= 0) {
    work(world, live, nodeOf(world, handler))
    return
  }
  live.done = done.inside
  open(world, live, [])
  const [start = -1] = startsOf(world, by)
  put(world, live, start)
}
