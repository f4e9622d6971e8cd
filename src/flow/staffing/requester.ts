/** Who asked for people decides about what is proposed to them. */
import { lockProject, requireManaged } from '#flow/projects'
import type { Context } from '#kernel/handle.ts'
import type { ResourceRequest } from './staffing-table.ts'

/** Under a project scope, refuses a caller who neither manages the project of the request nor leads its delivery. */
export async function requireRequester(ctx: Context, { projectId }: ResourceRequest): Promise<void> {
  await requireManaged(ctx, await lockProject(ctx.tx, projectId))
}
