import { handle } from '#kernel/handle.ts'
import { stepClosure } from './closure-steps.ts'
import { confirmClosure as contract } from './contract.ts'
import { confirmClosureRefusal } from './project.ts'

export const confirmProjectClosure = handle(contract, (ctx, { projectId }) =>
  stepClosure(ctx, {
    projectId,
    refusal: confirmClosureRefusal,
    change: { closure: 'confirmed' },
    event: 'projects.closureConfirmed',
  }),
)
