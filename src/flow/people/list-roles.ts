import { answer } from '#kernel/handle.ts'
import { list } from '#kernel/list.ts'
import { tables } from '#kernel/sql.ts'
import { listRoles as contract } from './contract.ts'
import type { PeopleTables } from './schema.ts'

const db = tables<PeopleTables>()

export const listRoles = answer(contract, ({ tx }, page) =>
  list(
    tx,
    {
      from: db.selectFrom('people.delivery_role').select(['code as id', 'code', 'name']),
      where: [],
      sorts: { code: 'code', name: 'name' },
    },
    page,
  ),
)
