import { handle } from '#kernel/handle.ts'
import { complete } from './contract.ts'
import { completeRefusal } from './project.ts'
import { stepProject } from './project-steps.ts'

export const completeProject = handle(complete, (ctx, { projectId }) =>
  stepProject(ctx, {
    projectId,
    refusal: completeRefusal,
    change: { state: 'complete' },
    event: 'projects.completed',
  }),
)
