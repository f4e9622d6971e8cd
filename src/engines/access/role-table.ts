/** Rows of role assignments and of the firm's own roles. */
import type { Scope } from '#kernel/contract.ts'
import type { PlainDate } from '#kernel/dates.ts'
import type { Context, Registry } from '#kernel/handle.ts'
import { newId } from '#kernel/id.ts'
import { Refused } from '#kernel/refusal.ts'
import { anyOf, type RowOf, type Tx, tables } from '#kernel/sql.ts'
import { commandsOfRole, conflictBetween } from './conflicts.ts'
import { shippedRoles } from './roles.ts'
import type { AccessTables } from './schema.ts'

const db = tables<AccessTables>()

const columns = [
  'id',
  'principal_id as principalId',
  'role',
  'scope',
  'valid_from as validFrom',
  'valid_to as validTo',
] as const

const assignmentRows = db.selectFrom('access.role_assignment').select(columns)

export type Assignment = RowOf<typeof assignmentRows>

/** All assignments of a principal that have not run out on a day, those to come included. */
export function assignmentsFrom(tx: Tx, principalId: string, day: PlainDate): Promise<Assignment[]> {
  return tx.rows(
    assignmentRows
      .where('principal_id', '=', principalId)
      .where(({ eb, or }) => or([eb('valid_to', 'is', null), eb('valid_to', '>=', day)]))
      .orderBy('role')
      .orderBy('valid_from'),
  )
}

export async function deleteAssignment(tx: Tx, assignmentId: string): Promise<Assignment> {
  const deleted = await tx.maybe(
    db.deleteFrom('access.role_assignment').where('id', '=', assignmentId).returning(columns),
  )
  if (!deleted) throw new Refused('role_assignment_not_found', { assignmentId })
  return deleted
}

/** Ends all assignments of a principal after a day; those that would begin later are gone. */
export async function endAssignments(tx: Tx, principalId: string, lastDay: PlainDate): Promise<void> {
  await tx.run(
    db
      .deleteFrom('access.role_assignment')
      .where('principal_id', '=', principalId)
      .where('valid_from', '>', lastDay),
  )
  await tx.run(
    db
      .updateTable('access.role_assignment')
      .set({ valid_to: lastDay })
      .where('principal_id', '=', principalId)
      .where(({ eb, or }) => or([eb('valid_to', 'is', null), eb('valid_to', '>', lastDay)])),
  )
}

/** What the firm's own roles among these include. */
export function commandsOfOwnRoles(
  tx: Tx,
  roles: readonly string[],
): Promise<{ role: string; command: string; scope: Scope }[]> {
  return tx.rows(
    db
      .selectFrom('access.role_command')
      .select(['role', 'command', 'scope'])
      .where('role', '=', anyOf(roles))
      .orderBy('role')
      .orderBy('command'),
  )
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
  return tx.one(
    db
      .insertInto('access.role_assignment')
      .values({
        id: newId(),
        principal_id: wanted.principalId,
        role: wanted.role,
        scope: wanted.scope ?? 'all',
        valid_from: wanted.validFrom,
        valid_to: wanted.validTo ?? null,
      })
      .returning(columns),
  )
}

/** Refuses `unknown_role` when neither the program nor the firm has such a role. */
export async function requireRole(tx: Tx, role: string): Promise<void> {
  if (Object.hasOwn(shippedRoles, role)) return
  const own = await tx.maybe(db.selectFrom('access.role').select('name').where('name', '=', role))
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
