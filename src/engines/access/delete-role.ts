import { handle } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql } from '#kernel/sql.ts'
import { deleteRole as contract } from './contract.ts'
import { holdersOf, lockOwnRole } from './grants.ts'
import { commandsOfOwnRoles } from './role-table.ts'

/** What the role was and who held it stays in the journal. */
export const deleteRole = handle(contract, async ({ tx, call }, { role }) => {
  const { title } = await lockOwnRole(tx, role)
  const holders = await holdersOf(tx, role, call.today)
  if (holders > 0) throw new Refused('role_in_use', { role, holders })
  const commands = await commandsOfOwnRoles(tx, [role])
  await tx.run(sql`delete from access.role_command where tenant_id = kernel.tenant_id() and role = ${role}`)
  await tx.run(sql`delete from access.role where tenant_id = kernel.tenant_id() and name = ${role}`)
  return {
    output: { role },
    touched: [{ type: 'role', id: role, before: { title, commands }, after: null }],
  }
})
