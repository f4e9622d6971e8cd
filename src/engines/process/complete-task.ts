import { handle } from '#kernel/handle.ts'
import { complete as contract } from './contract.ts'
import type { Variables } from './model/expression.ts'
import { advancing } from './store/advance.ts'
import { completingRefusal, formRefusal, withCompletion } from './store/completing.ts'
import { findTask, lockOpenTask, touchedTask } from './store/task-table.ts'
import { send, take, taken } from './store/work.ts'

/**
 * Completes a task and moves its process on. The instance is locked before the task is looked at for good, so
 * that of two who complete it at the same time one wins and the other is told.
 */
export const completeTask = handle(contract, async (ctx, { taskId, variables }) => {
  const { tx, call } = ctx
  const task = await advancing(ctx, async (advance) => {
    const { instanceId, rootId } = await findTask(tx, call, taskId)
    await take(advance, [{ instanceId, rootId }])
    const open = await lockOpenTask(tx, call, taskId)
    ctx.checkRevision(open.revision)
    const given = variables as Variables
    const instance = taken(advance, instanceId)
    const refusal = completingRefusal(open, call) ?? formRefusal(instance.graph, open, given)
    if (refusal) throw refusal
    const { element } = open
    const result = withCompletion(instance, element, call, given)
    send(advance, instanceId, { type: 'complete', element, variables: result })
    return open
  })
  const { assigneeId, revision } = task
  const output = { taskId, state: 'completed' as const, assigneeId, revision: revision + 1 }
  return { output, touched: touchedTask(task, output) }
})
