import type { Json } from '#kernel/contract.ts'
import { answer } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { getTask as contract } from './contract.ts'
import { schemaOf } from './store/completing.ts'
import { graphOf } from './store/graphs.ts'
import { conversationOf } from './store/note-table.ts'
import { historyOfTask } from './store/task-history.ts'
import { oneTask, withWhy } from './store/task-view.ts'

export const getTask = answer(contract, async ({ tx, call, scope }, { taskId }) => {
  const found = await tx.maybe(oneTask(call, taskId, scope === 'all'))
  if (!found) throw new Refused('task_not_found', { taskId })
  const conversation = await conversationOf(tx, taskId)
  const schema = schemaOf(await graphOf(tx, found.definitionId), found.node) as Record<string, Json> | null
  return { ...withWhy(found), schema, conversation, history: await historyOfTask(tx, taskId) }
})
