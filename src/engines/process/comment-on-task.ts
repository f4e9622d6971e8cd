import { handle } from '#kernel/handle.ts'
import { comment as contract } from './contract.ts'
import { insertNote } from './store/note-table.ts'
import { lockSeenTask, spokenAbout } from './store/task-talk.ts'

export const commentOnTask = handle(contract, async (ctx, { taskId, text }) => {
  const task = await lockSeenTask(ctx, taskId)
  const noteId = await insertNote(ctx, { taskId, kind: 'comment', text })
  return { output: { taskId, noteId }, touched: spokenAbout(task) }
})
