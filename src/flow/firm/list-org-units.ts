import { answer } from '#kernel/handle.ts'
import { list } from '#kernel/list.ts'
import { sql } from '#kernel/sql.ts'
import { listOrgUnits as contract } from './contract.ts'

interface OrgUnit {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly kind: 'practice' | 'region'
}

export const listOrgUnits = answer(contract, ({ tx }, { kind, ...page }) =>
  list<OrgUnit>(
    tx,
    {
      from: sql`
        select id, code, name, kind
        from firm.org_unit`,
      where: [kind === undefined ? undefined : sql`q.kind = ${kind}`],
      sorts: { code: 'code', name: 'name' },
    },
    page,
  ),
)
