import { answer } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { getTask as contract } from './contract.ts'
import { oneTask } from './store/task-view.ts'

export const getTask = answer(contract, async ({ tx, call, scope }, { taskId }) => {
  const found = await tx.maybe(oneTask(call, taskId, scope === 'all'))
  if (!found) throw new Refused('task_not_found', { taskId })
  return found
})
