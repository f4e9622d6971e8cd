/**
 * Tasks with the instances they belong to, taken to be completed.
 *
 * Whoever completes a task holds the lock of its call tree. The task itself is not locked: that it is completed is written
 * only where it still has the revision that was read, and decided again where it was given to somebody else meanwhile.
 */

import type { Refused } from '#kernel/refusal.ts'
import { sql } from '#kernel/sql.ts'
import type { Variables } from '../model/expression.ts'
import { place } from './changes.ts'
import { completingRefusal, formRefusal, withCompletion } from './completing.ts'
import { lockRootOfTask } from './instance.ts'
import { findTask, findTasks, type Task } from './task-table.ts'
import { type Advance, send, take, taken } from './work.ts'

/**
 * Takes the instance of a task into the advance and gives the task. Both are asked for together, but the task by a
 * statement of its own: it sees what the lock has waited for.
 */
export async function takeTask(advance: Advance, taskId: string): Promise<Task> {
  const { ctx, instances } = advance
  const [root, task] = await Promise.all([lockRootOfTask(ctx.tx, taskId), findTask(ctx.tx, ctx.call, taskId)])
  if (root && !instances.has(root.id)) instances.set(root.id, root)
  await take(advance, [task])
  return task
}

/** Takes the instances of tasks into the advance and gives those tasks that are there, in the order asked for. */
export async function takeTasks(advance: Advance, taskIds: readonly string[]): Promise<Task[]> {
  const { tx, call } = advance.ctx
  const wanted = await tx.rows(sql<{ instanceId: string; rootId: string }>`
    select instance_id as "instanceId", root_id as "rootId"
    from process.task
    where tenant_id = kernel.tenant_id() and id = any(${taskIds}::uuid[])`)
  await take(advance, wanted)
  const found = new Map((await findTasks(tx, call, taskIds)).map((task) => [task.id, task]))
  return taskIds.flatMap((taskId) => found.get(taskId) ?? [])
}

/** Completes a task that was taken, with what is given, or gives why not. */
export function completeTaken(advance: Advance, task: Task, given: Variables): Refused | null {
  const { ctx, changes } = advance
  const { instanceId, element, revision } = task
  const instance = taken(advance, instanceId)
  const refusal = completingRefusal(task, ctx.call) ?? formRefusal(instance.graph, task, given)
  if (refusal) return refusal
  changes.read.set(place(instance, element), revision)
  const variables = withCompletion(instance, element, ctx.call, given)
  send(advance, instanceId, { type: 'complete', element, variables })
  return null
}
