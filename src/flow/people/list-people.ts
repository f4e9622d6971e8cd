import { answer } from '#kernel/handle.ts'
import { list } from '#kernel/list.ts'
import { sql } from '#kernel/sql.ts'
import { listPeople as contract } from './contract.ts'
import { type Person, personRows } from './person-table.ts'

export const listPeople = answer(contract, ({ tx }, { entityId, roleCode, practiceId, search, ...page }) =>
  list<Person>(
    tx,
    {
      from: personRows,
      where: [
        entityId === undefined ? undefined : sql`q."entityId" = ${entityId}`,
        roleCode === undefined ? undefined : sql`q."roleCode" = ${roleCode}`,
        practiceId === undefined ? undefined : sql`q."practiceId" = ${practiceId}`,
        search === undefined
          ? undefined
          : sql`strpos(lower(q.name || ' ' || q.number || ' ' || q.email), lower(${search})) > 0`,
      ],
      sorts: { name: 'name', number: 'number' },
      groups: {
        entityId: { by: 'entityId', label: 'entityCode', kind: 'id' },
        roleCode: { by: 'roleCode' },
      },
    },
    page,
  ),
)
