import { handle } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { release as contract } from './contract.ts'
import { doerOf } from './store/task-candidates.ts'
import { lockOpenTask, passTask, touchedTask } from './store/task-table.ts'

export const releaseTask = handle(contract, async (ctx, { taskId }) => {
  const { tx, call, checkRevision } = ctx
  const task = await lockOpenTask(tx, call, taskId)
  checkRevision(task.revision)
  if (task.assigneeId !== doerOf(call)) throw new Refused('task_not_yours', { taskId })
  const output = await passTask(ctx, taskId, { state: 'created', assigneeId: null })
  return { output, touched: touchedTask(task, output) }
})
