import { handle } from '#kernel/handle.ts'
import { stepClosure } from './closure-steps.ts'
import { cancelClosure as contract } from './contract.ts'
import { cancelClosureRefusal } from './project.ts'

export const cancelProjectClosure = handle(contract, (ctx, { projectId, reason }) =>
  stepClosure(ctx, {
    projectId,
    refusal: cancelClosureRefusal,
    change: { closure: 'none' },
    event: 'projects.closureCancelled',
    said: { reason },
  }),
)
