import type { Scope } from '#kernel/contract.ts'
import { answer } from '#kernel/handle.ts'
import { sql } from '#kernel/sql.ts'
import { listRoles as contract } from './contract.ts'
import { shippedRoles } from './roles.ts'

interface OwnRole {
  readonly role: string
  readonly title: string
  readonly commands: { name: string; scope: Scope }[]
  readonly revision: number
}

export const listRoles = answer(contract, async ({ tx, registry }) => {
  const contracts = [...registry.values()].map(({ contract: one }) => one)
  const shipped = Object.entries(shippedRoles).map(([role, title]) => ({
    role,
    title,
    shipped: true,
    revision: 0,
    commands: contracts.flatMap(({ name, roles }) => (roles[role] ? [{ name, scope: roles[role] }] : [])),
  }))
  const own = await tx.rows(sql<OwnRole>`
    select r.name as role, r.title, r.revision,
      (select jsonb_agg(jsonb_build_object('name', c.command, 'scope', c.scope) order by c.command)
       from access.role_command c
       where c.tenant_id = r.tenant_id and c.role = r.name) as commands
    from access.role r
    where r.tenant_id = kernel.tenant_id()
    order by r.name`)
  return { items: [...shipped, ...own.map((role) => ({ ...role, shipped: false }))] }
})
