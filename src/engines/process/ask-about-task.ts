import { handle } from '#kernel/handle.ts'
import { refuseIf } from '#kernel/refusal.ts'
import { askQuestion as contract } from './contract.ts'
import { insertNote } from './store/note-table.ts'
import { arrangingRefusal, requireActivePerson, reviseTask } from './store/task-table.ts'
import { lockSeenTask, spokenAbout } from './store/task-talk.ts'

/** Who may do a task may ask; the person asked need not be one who may do it, and sees it until it is answered. */
export const askAboutTask = handle(contract, async (ctx, { taskId, personId, text }) => {
  const { tx, call, scope } = ctx
  const task = await lockSeenTask(ctx, taskId)
  refuseIf(arrangingRefusal(task, call, scope === 'all'), { taskId, assigneeId: task.assigneeId })
  await requireActivePerson(tx, personId)
  await reviseTask(tx, taskId)
  const questionId = await insertNote(ctx, { taskId, kind: 'question', text, toId: personId })
  return { output: { taskId, questionId, personId }, touched: spokenAbout(task) }
})
