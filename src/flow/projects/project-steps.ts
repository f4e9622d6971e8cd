/** What the steps of a project's life have in common: lock, check who asks, decide, write, tell. */
import type { Context, Handled } from '#kernel/handle.ts'
import { refuseIf } from '#kernel/refusal.ts'
import type { ProjectState } from './project.ts'
import { lockProject, type Project, requireManaged, updateProject } from './project-table.ts'

export interface ProjectStep {
  readonly projectId: string
  readonly refusal: (project: Project) => string | null
  readonly change: Partial<Pick<Project, 'state' | 'managerId' | 'deliveryLeadId' | 'closure' | 'lessons'>>
  readonly event: string
  /** What the event says besides. */
  readonly said?: Readonly<Record<string, unknown>>
}

interface ProjectOutput {
  readonly projectId: string
  readonly state: ProjectState
  readonly revision: number
}

export async function stepProject(ctx: Context, step: ProjectStep): Promise<Handled<ProjectOutput>> {
  const before = await lockProject(ctx.tx, step.projectId)
  await requireManaged(ctx, before)
  ctx.checkRevision(before.revision)
  refuseIf(step.refusal(before), { number: before.number, state: before.state })
  const after = await updateProject(ctx.tx, before, step.change)
  const { id: projectId, state, revision, number, managerId } = after
  return {
    output: { projectId, state, revision },
    touched: [{ type: 'project', id: projectId, before, after }],
    events: [
      { type: step.event, key: projectId, payload: { projectId, number, state, managerId, ...step.said } },
    ],
  }
}
