import { managedOnly } from '#flow/projects'
import { answer } from '#kernel/handle.ts'
import { list, shownAs } from '#kernel/list.ts'
import { sql } from '#kernel/sql.ts'
import { projects as contract } from './contract.ts'
import { type ProjectRow, projectRows } from './project-facts.ts'
import { materialOf, summaryOf } from './project-summary.ts'

export const listProjects = answer(contract, async (ctx, { state, clientId, managerId, ...page }) => {
  const { tx, call } = ctx
  const found = await list<ProjectRow>(
    tx,
    {
      from: projectRows,
      where: [
        await managedOnly(ctx, sql`q.id`),
        state && sql`q.state = ${state}`,
        clientId && sql`q."clientId" = ${clientId}`,
        managerId && sql`q."managerId" = ${managerId}`,
      ].map((condition) => condition || undefined),
      sorts: { number: 'number', name: 'name', startsOn: 'startsOn', endsOn: 'endsOn' },
      groups: {
        state: { by: 'state' },
        clientId: { by: 'clientId', label: 'clientName', kind: 'id' },
        managerId: { by: 'managerId', label: 'managerName', kind: 'id' },
      },
    },
    page,
  )
  const ids = found.items.map(({ id }) => id)
  const material = await materialOf(tx, ids, call.today)
  return shownAs(found, (project) => summaryOf(project, material, call.today))
})
