import { readFile } from '#engines/documents'
import { answer } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { attachment as contract } from './contract.ts'
import { isAttached } from './store/note-table.ts'
import { seenTask } from './store/task-view.ts'

/** Who sees a task may open what is attached to it, whoever stored it. */
export const getAttachment = answer(contract, async ({ tx, call, scope }, { taskId, fileId }) => {
  const seen = await tx.maybe(seenTask(call, taskId, scope === 'all'))
  if (!seen) throw new Refused('task_not_found', { taskId })
  if (!(await isAttached(tx, taskId, fileId))) throw new Refused('file_not_found', { fileId })
  const { name, mediaType, size, sha256, bytes } = await readFile(tx, fileId)
  return { fileId, name, mediaType, size, sha256, contentBase64: Buffer.from(bytes).toString('base64') }
})
