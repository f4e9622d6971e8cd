/** What a role of the firm may include, and whether those who hold it may hold it still. */
import type { Contract, Scope } from '#kernel/contract.ts'
import type { PlainDate } from '#kernel/dates.ts'
import type { Registry } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql, type Tx } from '#kernel/sql.ts'
import { commandsOfRole, conflictBetween } from './conflicts.ts'
import { commandsOfOwnRoles } from './role-table.ts'
import { shippedRoles } from './roles.ts'

export interface Grant {
  readonly name: string
  readonly scope: Scope
}

/** The grants, each command once. Refuses `unknown_command`, `scope_not_honoured` and `roles_conflict`. */
export function requireGrants(registry: Registry, commands: readonly Grant[]): Grant[] {
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
  return [...byName.values()]
}

/** Writes what a role includes; it must include nothing yet. */
export async function insertGrants(tx: Tx, role: string, grants: readonly Grant[]): Promise<void> {
  await tx.run(sql`
    insert into access.role_command (role, command, scope)
    select ${role}, command, scope
    from unnest(${grants.map(({ name }) => name)}::text[], ${grants.map(({ scope }) => scope)}::text[])
      as wanted (command, scope)`)
}

/** A role of the firm, held against changes until the transaction ends. Refuses `unknown_role`, `role_is_shipped`. */
export async function lockOwnRole(
  tx: Tx,
  role: string,
): Promise<{ readonly title: string; readonly revision: number }> {
  if (Object.hasOwn(shippedRoles, role)) throw new Refused('role_is_shipped', { role })
  const found = await tx.maybe(sql<{ title: string; revision: number }>`
    select title, revision
    from access.role
    where tenant_id = kernel.tenant_id() and name = ${role}
    for update`)
  if (!found) throw new Refused('unknown_role', { role })
  return found
}

/** How many hold a role on a day or later. */
export async function holdersOf(tx: Tx, role: string, day: PlainDate): Promise<number> {
  const { holders } = await tx.one(sql<{ holders: number }>`
    select count(distinct principal_id)::integer as holders
    from access.role_assignment
    where tenant_id = kernel.tenant_id() and role = ${role} and (valid_to is null or valid_to >= ${day})`)
  return holders
}

/** Refuses `roles_conflict` when somebody holds the role at the same time as another that does not go with the grants. */
export async function refuseConflictOfHolders(
  tx: Tx,
  registry: Registry,
  {
    role,
    grants,
    day,
  }: { readonly role: string; readonly grants: readonly Grant[]; readonly day: PlainDate },
): Promise<void> {
  const others = await tx.rows(sql<{ role: string }>`
    select distinct other.role
    from access.role_assignment as held
    join access.role_assignment as other
      on other.tenant_id = held.tenant_id and other.principal_id = held.principal_id and other.role <> held.role
      and daterange(other.valid_from, other.valid_to, '[]') && daterange(held.valid_from, held.valid_to, '[]')
    where held.tenant_id = kernel.tenant_id() and held.role = ${role} and (held.valid_to is null or held.valid_to >= ${day})
      and (other.valid_to is null or other.valid_to >= ${day})
    order by other.role`)
  const own = await commandsOfOwnRoles(
    tx,
    others.map((other) => other.role),
  )
  const contracts = [...registry.values()].map(({ contract }) => contract)
  const added = new Set(grants.map(({ name }) => name))
  for (const other of others) {
    const mine = own.filter((row) => row.role === other.role).map((row) => row.command)
    const conflict = conflictBetween(new Set([...commandsOfRole(other.role, contracts), ...mine]), added)
    if (conflict) throw new Refused('roles_conflict', { ...conflict, role: other.role, wanted: role })
  }
}
