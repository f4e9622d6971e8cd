import { answer } from '#kernel/handle.ts'
import { sql, tables } from '#kernel/sql.ts'
import { exampleSignIns as contract } from './contract.ts'
import type { AccessTables } from './schema.ts'

const db = tables<AccessTables>()

export const exampleSignIns = answer(contract, async ({ tx, call }) => {
  const { password } = await tx.one(
    db
      .selectFrom('access.tenant')
      .select('example_password as password')
      .where('id', '=', sql<string>`kernel.tenant_id()`),
  )
  if (password === null) return { password, people: [] }
  const people = await tx.rows(sql<{ name: string; email: string; roles: string[] }>`
    select p.name, p.email, array_agg(distinct a.role order by a.role) as roles
    from access.principal p
    join access.password w on w.tenant_id = p.tenant_id and w.principal_id = p.id
    join access.role_assignment a on a.tenant_id = p.tenant_id and a.principal_id = p.id
      and a.valid_from <= ${call.today} and (a.valid_to is null or a.valid_to >= ${call.today})
    where p.tenant_id = kernel.tenant_id() and p.kind = 'person' and p.active
    group by p.id, p.name, p.email
    order by roles, p.name`)
  return { password, people }
})
