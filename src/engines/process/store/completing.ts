/** Whether a task may be completed as it is. Pure. */
import type { Call } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { doingRefusal, isOpen, type Task } from './task-table.ts'

/** Why the doer may not complete this task by `tasks.complete`, as a refusal with its words, or null. */
export function completingRefusal(task: Task, call: Pick<Call, 'actorId' | 'onBehalfOf'>): Refused | null {
  const { id: taskId, state, commands, assigneeId, asked, heldBecause } = task
  if (!isOpen(task)) return new Refused('task_not_open', { taskId, state })
  if (commands.length > 0) {
    return new Refused('task_done_by_command', { taskId, commands: commands.join(' or ') })
  }
  const refusal = doingRefusal(task, call)
  if (refusal) return new Refused(refusal, { taskId, assigneeId })
  if (heldBecause !== null) return new Refused('task_suspended', { taskId, reason: heldBecause })
  if (asked.length > 0) return new Refused('task_awaits_answer', { taskId, asked: asked.join(' and ') })
  return null
}
