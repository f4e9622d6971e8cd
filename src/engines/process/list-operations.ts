import { answer } from '#kernel/handle.ts'
import { list } from '#kernel/list.ts'
import { sql } from '#kernel/sql.ts'
import { listOperations as contract } from './contract.ts'
import { operationRows } from './store/operation-table.ts'

export const listManyOperations = answer(contract, ({ tx }, { status, kind, ...page }) =>
  list(
    tx,
    {
      from: operationRows,
      where: [
        status === undefined ? undefined : sql`q.status = ${status}`,
        kind === undefined ? undefined : sql`q.kind = ${kind}`,
      ],
      sorts: { startedAt: 'startedAt' },
    },
    page,
  ),
)
