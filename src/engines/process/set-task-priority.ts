import { handle } from '#kernel/handle.ts'
import { setPriority as contract } from './contract.ts'
import { arrangeTask } from './store/task-talk.ts'

export const setTaskPriority = handle(contract, (ctx, { taskId, priority }) =>
  arrangeTask(ctx, taskId, { priority }),
)
