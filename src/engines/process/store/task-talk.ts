/** Speaking about a task, and arranging it, without changing whose it is. */
import type { Context } from '#kernel/handle.ts'
import { Refused, refuseIf } from '#kernel/refusal.ts'
import { sql } from '#kernel/sql.ts'
import { arrangingRefusal, lockOpenTask, type Task } from './task-table.ts'
import { seenTask } from './task-view.ts'

/** Locks an open task that concerns the caller; of one that does not, they are not told that it exists. */
export async function lockSeenTask(
  { tx, call, scope }: Pick<Context, 'tx' | 'call' | 'scope'>,
  taskId: string,
): Promise<Task> {
  const seen = await tx.maybe(seenTask(call, taskId, scope === 'all'))
  if (!seen) throw new Refused('task_not_found', { taskId })
  return lockOpenTask(tx, call, taskId)
}

/** How a word about a task is journaled: it changes nothing about the task itself. */
export function spokenAbout({ id, state, assigneeId }: Task) {
  return [{ type: 'task', id, after: { state, assigneeId } }]
}

/** Changes how urgent a task is, or when to look at it again; by who may do it, and who oversees all tasks. */
export async function arrangeTask<T extends { priority: number } | { followUpAt: Temporal.Instant | null }>(
  { tx, call, scope, checkRevision }: Context,
  taskId: string,
  change: T,
) {
  const task = await lockOpenTask(tx, call, taskId)
  checkRevision(task.revision)
  refuseIf(arrangingRefusal(task, call, scope === 'all'), { taskId, assigneeId: task.assigneeId })
  const { state, assigneeId } = task
  const before = { state, assigneeId, priority: task.priority, followUpAt: task.followUpAt }
  const after = { ...before, ...change }
  const { revision } = await tx.one(sql<{ revision: number }>`
    update process.task
    set priority = ${after.priority}, follow_up_at = ${after.followUpAt}, revision = revision + 1
    where tenant_id = kernel.tenant_id() and id = ${taskId}
    returning revision`)
  return {
    output: { taskId, state, assigneeId, revision, ...change },
    touched: [{ type: 'task', id: taskId, before, after }],
  }
}
