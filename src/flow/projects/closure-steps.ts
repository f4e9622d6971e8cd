/** What the steps to the closing of a project have in common, besides those of every step of its life. */
import type { Context, Handled } from '#kernel/handle.ts'
import type { Closure, ProjectState } from './project.ts'
import { type ProjectStep, stepProject } from './project-steps.ts'

interface ClosureOutput {
  readonly projectId: string
  readonly state: ProjectState
  readonly closure: Closure
  readonly revision: number
}

export async function stepClosure(
  ctx: Context,
  step: ProjectStep & { readonly change: { readonly closure: Closure } },
): Promise<Handled<ClosureOutput>> {
  const { output, ...done } = await stepProject(ctx, step)
  return { ...done, output: { ...output, closure: step.change.closure } }
}
