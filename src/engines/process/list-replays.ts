import { answer } from '#kernel/handle.ts'
import { list } from '#kernel/list.ts'
import { sql } from '#kernel/sql.ts'
import { listReplays as contract } from './contract.ts'
import { reportRows } from './replay/report-table.ts'

export const listReplayReports = answer(contract, ({ tx }, { differing, ...page }) =>
  list(
    tx,
    {
      from: reportRows,
      where: [differing === undefined ? undefined : sql`(q.differing > 0) = ${differing}`],
      sorts: { runAt: 'runAt' },
    },
    page,
  ),
)
