import { handle } from '#kernel/handle.ts'
import { sql } from '#kernel/sql.ts'
import { changeRole as contract } from './contract.ts'
import { holdersOf, insertGrants, lockOwnRole, refuseConflictOfHolders, requireGrants } from './grants.ts'
import { commandsOfOwnRoles } from './role-table.ts'

/** Whoever holds the role may do the new things from the next request on, so their other roles are looked at first. */
export const changeRole = handle(contract, async (ctx, { role, title, commands }) => {
  const { tx, call, registry } = ctx
  const before = await lockOwnRole(tx, role)
  ctx.checkRevision(before.revision)
  const included = (await commandsOfOwnRoles(tx, [role])).map(({ command: name, scope }) => ({ name, scope }))
  const grants = commands === undefined ? included : requireGrants(registry, commands)
  if (commands !== undefined) {
    await refuseConflictOfHolders(tx, registry, { role, grants, day: call.today })
    await tx.run(sql`delete from access.role_command where tenant_id = kernel.tenant_id() and role = ${role}`)
    await insertGrants(tx, role, grants)
  }
  const after = title ?? before.title
  const { revision } = await tx.one(sql<{ revision: number }>`
    update access.role set title = ${after}, revision = revision + 1
    where tenant_id = kernel.tenant_id() and name = ${role}
    returning revision`)
  return {
    output: { role, holders: await holdersOf(tx, role, call.today), revision },
    touched: [
      {
        type: 'role',
        id: role,
        before: { title: before.title, commands: included },
        after: { title: after, commands: grants },
      },
    ],
  }
})
