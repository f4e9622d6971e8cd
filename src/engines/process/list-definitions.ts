import { answer } from '#kernel/handle.ts'
import { list } from '#kernel/list.ts'
import { sql } from '#kernel/sql.ts'
import { listDrafts as contract } from './contract.ts'
import { draftRows } from './store/draft-table.ts'

export const listDefinitionDrafts = answer(contract, ({ tx }, { status, kind, ...page }) =>
  list(
    tx,
    {
      from: draftRows,
      where: [
        status === undefined ? undefined : sql`q.status = ${status}`,
        kind === undefined ? undefined : sql`q.kind = ${kind}`,
      ],
      sorts: { proposedAt: 'proposedAt' },
    },
    page,
  ),
)
