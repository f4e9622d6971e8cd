import { handle } from '#kernel/handle.ts'
import { assign as contract } from './contract.ts'
import { refuseOwnWork } from './store/own-work.ts'
import { lockOpenTask, passTask, requirePerson, touchedTask } from './store/task-table.ts'

export const assignTask = handle(contract, async (ctx, { taskId, assigneeId }) => {
  const { tx, call, checkRevision } = ctx
  const task = await lockOpenTask(tx, call, taskId)
  checkRevision(task.revision)
  await requirePerson(tx, task, assigneeId)
  await refuseOwnWork(ctx, task, [assigneeId])
  const output = await passTask(ctx, taskId, { state: 'claimed', assigneeId })
  return { output, touched: touchedTask(task, output) }
})
