import { handsIn } from '#engines/access'
import { handle } from '#kernel/handle.ts'
import { refuseIf } from '#kernel/refusal.ts'
import { claim as contract } from './contract.ts'
import { refuseOwnWork } from './store/own-work.ts'
import { doerOf } from './store/task-candidates.ts'
import { doingRefusal, lockOpenTask, passTask, touchedTask } from './store/task-table.ts'

export const claimTask = handle(contract, async (ctx, { taskId }) => {
  const { tx, call, checkRevision } = ctx
  const task = await lockOpenTask(tx, call, taskId)
  checkRevision(task.revision)
  refuseIf(doingRefusal(task, call), { taskId, assigneeId: task.assigneeId })
  await refuseOwnWork(ctx, task, handsIn(call))
  const output = await passTask(ctx, taskId, { state: 'claimed', assigneeId: doerOf(call) })
  return { output, touched: touchedTask(task, output) }
})
