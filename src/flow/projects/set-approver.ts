import { handle } from '#kernel/handle.ts'
import { Refused, refuseIf } from '#kernel/refusal.ts'
import { tables } from '#kernel/sql.ts'
import { requirePeople } from './assign-manager.ts'
import { setApprover as contract } from './contract.ts'
import { changeRefusal } from './project.ts'
import { lockProject, requireManaged, workPackagesById } from './project-table.ts'
import type { ProjectsTables } from './schema.ts'

const db = tables<ProjectsTables>()

export const setApprover = handle(contract, async (ctx, { workPackageId, personId }) => {
  const [workPackage] = await workPackagesById(ctx.tx, [workPackageId])
  if (!workPackage) throw new Refused('work_package_not_found', { workPackageId })
  const project = await lockProject(ctx.tx, workPackage.projectId)
  await requireManaged(ctx, project)
  refuseIf(changeRefusal(project), { number: project.number, state: project.state })
  if (personId) await requirePeople(ctx.tx, [personId])
  const before = await ctx.tx.one(
    db
      .selectFrom('projects.work_package')
      .select('approver_id as approverId')
      .where('id', '=', workPackageId)
      .forNoKeyUpdate(),
  )
  await ctx.tx.run(
    db.updateTable('projects.work_package').set({ approver_id: personId }).where('id', '=', workPackageId),
  )
  return {
    output: { workPackageId, projectId: project.id, approverId: personId },
    touched: [
      {
        type: 'work_package',
        id: workPackageId,
        before,
        after: { approverId: personId },
      },
      { type: 'project', id: project.id },
    ],
  }
})
