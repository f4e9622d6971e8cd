/** Rows of role assignments and of the firm's own roles. */
import type { Scope } from '#kernel/contract.ts'
import type { PlainDate } from '#kernel/dates.ts'
import type { Context, Registry } from '#kernel/handle.ts'
import { newId } from '#kernel/id.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql, type Tx } from '#kernel/sql.ts'
import { commandsOfRole, conflictBetween } from './conflicts.ts'
import { shippedRoles } from './roles.ts'

export interface Assignment {
  readonly id: string
  readonly principalId: string
  readonly role: string
  readonly scope: Scope
  readonly validFrom: PlainDate
  readonly validTo: PlainDate | null
}

const columns = sql`
  id, principal_id as "principalId", role, scope, valid_from as "validFrom", valid_to as "validTo"`

/** All assignments of a principal that have not run out on a day, those to come included. */
export function assignmentsFrom(tx: Tx, principalId: string, day: PlainDate): Promise<Assignment[]> {
  return tx.rows(sql<Assignment>`
    select ${columns}
    from access.role_assignment
    where tenant_id = kernel.tenant_id() and principal_id = ${principalId}
      and (valid_to is null or valid_to >= ${day})
    order by role, valid_from`)
}

export async function deleteAssignment(tx: Tx, assignmentId: string): Promise<Assignment> {
  const deleted = await tx.maybe(sql<Assignment>`
    delete from access.role_assignment
    where tenant_id = kernel.tenant_id() and id = ${assignmentId}
    returning ${columns}`)
  if (!deleted) throw new Refused('role_assignment_not_found', { assignmentId })
  return deleted
}

/** What the firm's own roles among these include. */
export function commandsOfOwnRoles(
  tx: Tx,
  roles: readonly string[],
): Promise<{ role: string; command: string; scope: Scope }[]> {
  return tx.rows(sql<{ role: string; command: string; scope: Scope }>`
    select role, command, scope
    from access.role_command
    where tenant_id = kernel.tenant_id() and role = any(${roles})
    order by role, command`)
}

interface NewAssignment {
  readonly principalId: string
  readonly role: string
  readonly scope?: Scope
  readonly validFrom: PlainDate
  readonly validTo?: PlainDate | undefined
}

/** Gives a role, unless it does not exist or conflicts with one held at the same time. The principal must be locked. */
export async function assign(
  { tx, registry }: Pick<Context, 'tx' | 'registry'>,
  wanted: NewAssignment,
): Promise<Assignment> {
  await requireRole(tx, wanted.role)
  await refuseConflict(tx, registry, wanted)
  return tx.one(sql<Assignment>`
    insert into access.role_assignment (id, principal_id, role, scope, valid_from, valid_to)
    values (${newId()}, ${wanted.principalId}, ${wanted.role}, ${wanted.scope ?? 'all'}, ${wanted.validFrom},
      ${wanted.validTo ?? null})
    returning ${columns}`)
}

async function requireRole(tx: Tx, role: string): Promise<void> {
  if (Object.hasOwn(shippedRoles, role)) return
  const own = await tx.maybe(sql`
    select name from access.role where tenant_id = kernel.tenant_id() and name = ${role}`)
  if (!own) throw new Refused('unknown_role', { role })
}

async function refuseConflict(tx: Tx, registry: Registry, wanted: NewAssignment): Promise<void> {
  const held = (await assignmentsFrom(tx, wanted.principalId, wanted.validFrom)).filter(
    ({ role, validFrom }) => role !== wanted.role && (!wanted.validTo || validFrom <= wanted.validTo),
  )
  const own = await commandsOfOwnRoles(tx, [wanted.role, ...held.map(({ role }) => role)])
  const commandsOf = (role: string) =>
    new Set([
      ...commandsOfRole(role, contractsOf(registry)),
      ...own.filter((row) => row.role === role).map((row) => row.command),
    ])
  const added = commandsOf(wanted.role)
  for (const { role } of held) {
    const conflict = conflictBetween(commandsOf(role), added)
    if (conflict) throw new Refused('roles_conflict', { ...conflict, role, wanted: wanted.role })
  }
}

const contractsOf = (registry: Registry) => [...registry.values()].map(({ contract }) => contract)
