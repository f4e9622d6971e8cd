import { answer } from '#kernel/handle.ts'
import { list } from '#kernel/list.ts'
import { sql, tables } from '#kernel/sql.ts'
import { listOrgUnits as contract } from './contract.ts'
import type { FirmTables } from './schema.ts'

export const listOrgUnits = answer(contract, ({ tx }, { kind, ...page }) =>
  list(
    tx,
    {
      from: tables<FirmTables>().selectFrom('firm.org_unit').select(['id', 'code', 'name', 'kind']),
      where: [kind === undefined ? undefined : sql`q.kind = ${kind}`],
      sorts: { code: 'code', name: 'name' },
    },
    page,
  ),
)
