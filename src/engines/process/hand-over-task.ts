import { requireRole } from '#engines/access'
import { handle } from '#kernel/handle.ts'
import { refuseIf } from '#kernel/refusal.ts'
import { handOver as contract } from './contract.ts'
import { insertNote } from './store/note-table.ts'
import { refuseOwnWork } from './store/own-work.ts'
import { offerToRole } from './store/task-candidates.ts'
import { arrangingRefusal, lockOpenTask, passTask, requirePerson, touchedTask } from './store/task-table.ts'

/** Unlike a delegation it does not come back: the person or the role has it for good. */
export const handOverTask = handle(contract, async (ctx, { taskId, personId, role, reason }) => {
  const { tx, call, scope, checkRevision } = ctx
  const task = await lockOpenTask(tx, call, taskId)
  checkRevision(task.revision)
  refuseIf(arrangingRefusal(task, call, scope === 'all'), { taskId, assigneeId: task.assigneeId })
  if (personId !== undefined) {
    await requirePerson(tx, task, personId)
    await refuseOwnWork(ctx, task, [personId])
  }
  if (role !== undefined) {
    await requireRole(tx, role)
    await offerToRole(tx, taskId, role)
  }
  const output = await passTask(ctx, taskId, {
    state: personId === undefined ? 'created' : 'claimed',
    assigneeId: personId ?? null,
  })
  await insertNote(ctx, {
    taskId,
    kind: 'hand-over',
    text: reason,
    toId: personId ?? null,
    toRole: role ?? null,
  })
  return { output, touched: touchedTask(task, output) }
})
