import { answer } from '#kernel/handle.ts'
import { list } from '#kernel/list.ts'
import { sql } from '#kernel/sql.ts'
import { listHolidays as contract } from './contract.ts'

interface Holiday {
  readonly id: string
  readonly entityId: string
  readonly day: string
  readonly name: string
}

export const listHolidays = answer(contract, ({ tx }, { entityId, year, ...page }) =>
  list<Holiday>(
    tx,
    {
      from: sql`
        select entity_id || '/' || day as id, entity_id as "entityId", day, name
        from firm.holiday`,
      where: [
        entityId === undefined ? undefined : sql`q."entityId" = ${entityId}`,
        year === undefined ? undefined : sql`q.day between ${`${year}-01-01`} and ${`${year}-12-31`}`,
      ],
      sorts: { day: 'day' },
    },
    page,
  ),
)
