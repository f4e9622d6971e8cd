import { answer } from '#kernel/handle.ts'
import { list } from '#kernel/list.ts'
import { sql } from '#kernel/sql.ts'
import { listPrincipals as contract } from './contract.ts'

interface Row {
  readonly id: string
  readonly kind: 'person' | 'service' | 'process'
  readonly name: string
  readonly email: string | null
  readonly active: boolean
  readonly roles: string[]
  readonly createdAt: Temporal.Instant
  readonly revision: number
}

export const listPrincipals = answer(contract, ({ tx, call }, { kind, active, role, ...page }) =>
  list<Row>(
    tx,
    {
      from: sql`
        select p.id, p.kind, p.name, p.email, p.active, p.created_at as "createdAt", p.revision,
          array(
            select distinct a.role
            from access.role_assignment a
            where a.tenant_id = p.tenant_id and a.principal_id = p.id
              and a.valid_from <= ${call.today} and (a.valid_to is null or a.valid_to >= ${call.today})
            order by a.role) as roles
        from access.principal p
        where p.tenant_id = kernel.tenant_id()`,
      where: [
        kind && sql`q.kind = ${kind}`,
        active === undefined ? undefined : sql`q.active = ${active}`,
        role === undefined ? undefined : sql`${role} = any(q.roles)`,
      ],
      sorts: { name: 'name', createdAt: 'createdAt' },
    },
    page,
  ),
)
