import { handle } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { delegate as contract } from './contract.ts'
import { refuseOwnWork } from './store/own-work.ts'
import { doerOf } from './store/task-candidates.ts'
import { lockOpenTask, passTask, requirePerson, touchedTask } from './store/task-table.ts'

/** The task comes back to whoever delegates it, through every hand it has gone through. */
export const delegateTask = handle(contract, async (ctx, { taskId, personId }) => {
  const { tx, call, checkRevision } = ctx
  const task = await lockOpenTask(tx, call, taskId)
  checkRevision(task.revision)
  const { assigneeId, delegatedBy, delegatedEarlier } = task
  if (assigneeId !== doerOf(call)) throw new Refused('task_not_yours', { taskId })
  await requirePerson(tx, task, personId)
  await refuseOwnWork(ctx, task, [personId])
  const output = await passTask(ctx, taskId, {
    state: 'delegated',
    assigneeId: personId,
    delegatedBy: assigneeId,
    delegatedEarlier: [...delegatedEarlier, ...(delegatedBy === null ? [] : [delegatedBy])],
  })
  return { output, touched: touchedTask(task, output) }
})
