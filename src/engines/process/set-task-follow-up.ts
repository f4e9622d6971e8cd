import { handle } from '#kernel/handle.ts'
import { setFollowUp as contract } from './contract.ts'
import { arrangeTask } from './store/task-talk.ts'

export const setTaskFollowUp = handle(contract, (ctx, { taskId, followUpAt }) =>
  arrangeTask(ctx, taskId, { followUpAt }),
)
