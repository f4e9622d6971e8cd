import { handle } from '#kernel/handle.ts'
import { complete as contract } from './contract.ts'
import type { Variables } from './model/expression.ts'
import { advancing } from './store/advance.ts'
import { completeTaken, takeTask } from './store/take-task.ts'
import { isOpen, touchedTask } from './store/task-table.ts'

/**
 * Completes a task and moves its process on. The instance is locked before the task is looked at, so that of two who
 * complete it at the same time one wins and the other is told.
 */
export const completeTask = handle(contract, async (ctx, { taskId, variables }) => {
  const task = await advancing(ctx, async (advance) => {
    const found = await takeTask(advance, taskId)
    if (isOpen(found)) ctx.checkRevision(found.revision)
    const refusal = completeTaken(advance, found, variables as Variables)
    if (refusal) throw refusal
    return found
  })
  const { assigneeId, revision } = task
  const output = { taskId, state: 'completed' as const, assigneeId, revision: revision + 1 }
  return { output, touched: touchedTask(task, output) }
})
