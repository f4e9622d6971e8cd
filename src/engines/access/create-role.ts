import { EVERYONE } from '#kernel/contract.ts'
import { handle } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { tables } from '#kernel/sql.ts'
import { createRole as contract } from './contract.ts'
import { insertGrants, requireGrants } from './grants.ts'
import { shippedRoles } from './roles.ts'
import type { AccessTables } from './schema.ts'

const db = tables<AccessTables>()

export const createRole = handle(contract, async ({ tx, call, registry }, { role, title, commands }) => {
  const grants = requireGrants(registry, commands)
  const made =
    role === EVERYONE || Object.hasOwn(shippedRoles, role)
      ? 0
      : await tx.run(
          db
            .insertInto('access.role')
            .values({ name: role, title, created_at: call.now })
            .onConflict((row) => row.doNothing()),
        )
  if (made === 0) throw new Refused('role_name_taken', { role })
  await insertGrants(tx, role, grants)
  return { output: { role }, touched: [{ type: 'role', id: role, after: { title, commands: grants } }] }
})
