import { type Contract, EVERYONE } from '#kernel/contract.ts'
import { handle } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql, tables } from '#kernel/sql.ts'
import { conflictBetween } from './conflicts.ts'
import { createRole as contract } from './contract.ts'
import { shippedRoles } from './roles.ts'
import type { AccessTables } from './schema.ts'

const db = tables<AccessTables>()

export const createRole = handle(contract, async ({ tx, call, registry }, { role, title, commands }) => {
  const byName = new Map(commands.map((command) => [command.name, command]))
  for (const { name, scope } of byName.values()) {
    const known: Contract | undefined = registry.get(name)?.contract
    if (!known) throw new Refused('unknown_command', { command: name })
    if (scope !== 'all' && !known.scopes?.includes(scope)) {
      const honoured = ['all', ...(known.scopes ?? [])].join(', ')
      throw new Refused('scope_not_honoured', { command: name, scope, honoured })
    }
  }
  const names = new Set(byName.keys())
  const conflict = conflictBetween(names, names)
  if (conflict) throw new Refused('roles_conflict', { ...conflict })
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
  const rows = [...byName.values()]
  await tx.run(sql`
    insert into access.role_command (role, command, scope)
    select ${role}, command, scope
    from unnest(${rows.map(({ name }) => name)}::text[], ${rows.map(({ scope }) => scope)}::text[])
      as wanted (command, scope)`)
  return { output: { role }, touched: [{ type: 'role', id: role, after: { title, commands: rows } }] }
})
