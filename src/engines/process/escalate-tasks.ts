import { handle } from '#kernel/handle.ts'
import { escalateLate as contract } from './contract.ts'
import { escalateLate } from './store/task-escalation.ts'

/** Run by the clock on every node; tells `tasks.escalated` of each task, so that a process may remind people of it. */
export const escalateTasks = handle(contract, async (ctx, { limit }) => {
  const late = await escalateLate(ctx, limit)
  return {
    output: { escalated: late.length },
    touched: late.map(({ taskId, role, stateBefore, assigneeBefore }) => ({
      type: 'task',
      id: taskId,
      before: { state: stateBefore, assigneeId: assigneeBefore },
      after: { state: 'created', assigneeId: null, escalatedTo: role },
    })),
    events: late.map(({ taskId, processKey, role, dueAt }) => ({
      type: 'tasks.escalated',
      key: taskId,
      payload: { taskId, processKey, role, dueAt },
    })),
  }
})
