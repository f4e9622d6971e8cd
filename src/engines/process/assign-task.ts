import { handle } from '#kernel/handle.ts'
import { assign as contract } from './contract.ts'
import { lockOpenTask, passTask, requirePerson, touchedTask } from './store/task-table.ts'

export const assignTask = handle(contract, async ({ tx, call, checkRevision }, { taskId, assigneeId }) => {
  const task = await lockOpenTask(tx, call, taskId)
  checkRevision(task.revision)
  await requirePerson(tx, task, assigneeId)
  const output = await passTask(tx, taskId, { state: 'claimed', assigneeId })
  return { output, touched: touchedTask(task, output) }
})
