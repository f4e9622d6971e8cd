import { handle } from '#kernel/handle.ts'
import { start } from './contract.ts'
import { startRefusal } from './project.ts'
import { stepProject } from './project-steps.ts'

export const startProject = handle(start, (ctx, { projectId }) =>
  stepProject(ctx, {
    projectId,
    refusal: startRefusal,
    change: { state: 'deliver' },
    event: 'projects.started',
  }),
)
