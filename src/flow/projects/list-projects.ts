import { answer } from '#kernel/handle.ts'
import { list as page } from '#kernel/list.ts'
import { sql } from '#kernel/sql.ts'
import { list } from './contract.ts'
import { type ProjectRow, projectRows } from './project-view.ts'

export const listProjects = answer(list, (ctx, input) =>
  page<ProjectRow>(
    ctx.tx,
    {
      from: projectRows,
      where: [
        input.state && sql`q.state = ${input.state}`,
        input.clientId && sql`q."clientId" = ${input.clientId}`,
        input.managerId && sql`q."managerId" = ${input.managerId}`,
        input.opportunityId && sql`q."opportunityId" = ${input.opportunityId}`,
      ].map((condition) => condition || undefined),
      sorts: { number: 'number', startsOn: 'startsOn', endsOn: 'endsOn', name: 'name' },
    },
    input,
  ),
)
