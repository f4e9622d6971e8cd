import { historyPage, mayRun } from '#engines/access'
import { projectsById, requireManaged } from '#flow/projects'
import { answer } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { recordHistory as contract, openedBy } from './contract.ts'

/** Who may not open a record learns nothing of its history, either; a narrower permission reaches as far here as there. */
export const historyOfRecord = answer(contract, async (ctx, { objectType, objectId, ...page }) => {
  const opens = openedBy[objectType]
  const scope = (await mayRun(ctx)).get(opens)
  if (scope !== 'all' && !(scope === 'project' && objectType === 'project'))
    throw new Refused('not_permitted', { command: opens })
  if (scope === 'project') {
    const [project] = await projectsById(ctx.tx, [objectId])
    if (!project) throw new Refused('project_not_found', { projectId: objectId })
    await requireManaged({ ...ctx, scope }, project)
  }
  return historyPage(ctx.tx, { objectType, objectId, ...page })
})
