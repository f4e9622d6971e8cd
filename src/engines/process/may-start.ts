/** Who may start which process by hand: whoever may start any, and whom its model names. */
import type { QueryContext } from '#kernel/handle.ts'
import type { Graph } from './model/graph.ts'
import { rolesHeld } from './store/task-candidates.ts'

/** Tells of a process whether the caller may start it. */
export async function startersSeen({
  tx,
  call,
  scope,
}: Pick<QueryContext, 'tx' | 'call' | 'scope'>): Promise<(graph: Pick<Graph, 'starters'>) => boolean> {
  if (scope === 'all') return () => true
  const held = await rolesHeld(tx, call)
  return ({ starters }) => starters.some((role) => held.has(role))
}
