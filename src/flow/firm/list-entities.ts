import { answer } from '#kernel/handle.ts'
import { list } from '#kernel/list.ts'
import { sql } from '#kernel/sql.ts'
import { listEntities as contract } from './contract.ts'
import { entityRows } from './entity-table.ts'

export const listEntities = answer(contract, ({ tx }, { country, ...page }) =>
  list(
    tx,
    {
      from: entityRows,
      where: [country === undefined ? undefined : sql`q.country = ${country}`],
      sorts: { code: 'code', name: 'name' },
    },
    page,
  ),
)
