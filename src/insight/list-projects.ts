import { managedOnly } from '#flow/projects'
import { answer } from '#kernel/handle.ts'
import { list } from '#kernel/list.ts'
import { sql } from '#kernel/sql.ts'
import { projects as contract } from './contract.ts'
import { type ProjectRow, projectRows } from './project-facts.ts'
import { materialOf, summaryOf } from './project-summary.ts'

export const listProjects = answer(contract, async (ctx, { state, clientId, managerId, ...page }) => {
  const { tx, call } = ctx
  const { items, nextCursor } = await list<ProjectRow>(
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
    },
    page,
  )
  const ids = items.map(({ id }) => id)
  const material = await materialOf(tx, ids, call.today)
  return { items: items.map((project) => summaryOf(project, material, call.today)), nextCursor }
})
