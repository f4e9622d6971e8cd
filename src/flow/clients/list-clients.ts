import { answer } from '#kernel/handle.ts'
import { list } from '#kernel/list.ts'
import { sql } from '#kernel/sql.ts'
import { clientRows } from './client-table.ts'
import { listClients as contract } from './contract.ts'

export const listClients = answer(contract, ({ tx }, { state, parentId, search, ...page }) =>
  list(
    tx,
    {
      from: clientRows,
      where: [
        state === undefined ? undefined : sql`q.state = ${state}`,
        parentId === undefined ? undefined : sql`q."parentId" = ${parentId}`,
        search === undefined
          ? undefined
          : sql`strpos(lower(q.name || ' ' || q.number), lower(${search})) > 0`,
      ],
      sorts: { name: 'name', number: 'number' },
      groups: { state: { by: 'state' }, country: { by: 'country' } },
    },
    page,
  ),
)
