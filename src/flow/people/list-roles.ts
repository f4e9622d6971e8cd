import { answer } from '#kernel/handle.ts'
import { list } from '#kernel/list.ts'
import { sql } from '#kernel/sql.ts'
import { listRoles as contract } from './contract.ts'

export const listRoles = answer(contract, ({ tx }, page) =>
  list<{ id: string; code: string; name: string }>(
    tx,
    {
      from: sql`
        select code as id, code, name
        from people.delivery_role`,
      where: [],
      sorts: { code: 'code', name: 'name' },
    },
    page,
  ),
)
