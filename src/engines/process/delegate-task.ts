import { handle } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { delegate as contract } from './contract.ts'
import { doerOf, lockOpenTask, passTask, requirePerson, touchedTask } from './store/task-table.ts'

export const delegateTask = handle(contract, async ({ tx, call, checkRevision }, { taskId, personId }) => {
  const task = await lockOpenTask(tx, call, taskId)
  checkRevision(task.revision)
  if (task.assigneeId !== doerOf(call)) throw new Refused('task_not_yours', { taskId })
  await requirePerson(tx, task, personId)
  const hands = { state: 'claimed', assigneeId: personId, delegatedBy: doerOf(call) } as const
  const output = await passTask(tx, taskId, hands)
  return { output, touched: touchedTask(task, output) }
})
