import { handle } from '#kernel/handle.ts'
import { tables } from '#kernel/sql.ts'
import { stepClosure } from './closure-steps.ts'
import { close as contract } from './contract.ts'
import { closeRefusal } from './project.ts'
import type { ProjectsTables } from './schema.ts'

const db = tables<ProjectsTables>()

export const closeProject = handle(contract, async (ctx, { projectId }) => {
  const done = await stepClosure(ctx, {
    projectId,
    refusal: closeRefusal,
    change: { state: 'closed', closure: 'none' },
    event: 'projects.closed',
  })
  await ctx.tx.run(
    db.updateTable('projects.work_package').set({ state: 'closed' }).where('project_id', '=', projectId),
  )
  return done
})
