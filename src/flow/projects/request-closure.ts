import { handle } from '#kernel/handle.ts'
import { stepClosure } from './closure-steps.ts'
import { requestClosure as contract } from './contract.ts'
import { askClosureRefusal } from './project.ts'

export const requestProjectClosure = handle(contract, (ctx, { projectId, lessons }) =>
  stepClosure(ctx, {
    projectId,
    refusal: askClosureRefusal,
    change: { closure: 'asked', lessons },
    event: 'projects.closureRequested',
    said: { lessons, requestedBy: ctx.call.actorId },
  }),
)
