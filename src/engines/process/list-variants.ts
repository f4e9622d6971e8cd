import { answer } from '#kernel/handle.ts'
import { list } from '#kernel/list.ts'
import { sql } from '#kernel/sql.ts'
import { listVariants as contract } from './contract.ts'
import { variantRows } from './store/variant-table.ts'

export const listVariantsOfProcesses = answer(contract, ({ tx }, { of, behind, ...page }) =>
  list(
    tx,
    {
      from: variantRows,
      where: [
        of === undefined ? undefined : sql`q.of = ${of}`,
        behind === undefined ? undefined : sql`q.behind = ${behind}`,
      ],
      sorts: { since: 'since' },
    },
    page,
  ),
)
