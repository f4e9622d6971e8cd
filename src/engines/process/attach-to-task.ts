import { attachFile } from '#engines/documents'
import { handle } from '#kernel/handle.ts'
import { attach as contract } from './contract.ts'
import { insertNote } from './store/note-table.ts'
import { lockSeenTask, spokenAbout } from './store/task-talk.ts'

export const attachToTask = handle(contract, async (ctx, { taskId, fileId, text }) => {
  const task = await lockSeenTask(ctx, taskId)
  await attachFile(ctx, fileId, { objectType: 'task', objectId: taskId, role: 'attachment' })
  const noteId = await insertNote(ctx, { taskId, kind: 'attachment', fileId, ...(text ? { text } : {}) })
  return { output: { taskId, noteId, fileId }, touched: spokenAbout(task) }
})
