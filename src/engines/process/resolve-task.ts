import { handle } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { resolve as contract } from './contract.ts'
import { insertNote } from './store/note-table.ts'
import { doerOf } from './store/task-candidates.ts'
import { lockOpenTask, passTask, touchedTask } from './store/task-table.ts'

/** Gives a delegated task back to the hand it came from; the last one on the way completes it. */
export const resolveTask = handle(contract, async (ctx, { taskId, text }) => {
  const { tx, call, checkRevision } = ctx
  const task = await lockOpenTask(tx, call, taskId)
  checkRevision(task.revision)
  const { state, assigneeId, delegatedBy, delegatedEarlier } = task
  if (assigneeId !== doerOf(call)) throw new Refused('task_not_yours', { taskId })
  if (state !== 'delegated') throw new Refused('task_not_delegated', { taskId, state })
  const output = await passTask(ctx, taskId, {
    state: delegatedEarlier.length > 0 ? 'delegated' : 'resolved',
    assigneeId: delegatedBy,
    delegatedBy: delegatedEarlier.at(-1) ?? null,
    delegatedEarlier: delegatedEarlier.slice(0, -1),
  })
  if (text !== undefined) await insertNote(ctx, { taskId, kind: 'comment', text })
  return { output, touched: touchedTask(task, output) }
})
