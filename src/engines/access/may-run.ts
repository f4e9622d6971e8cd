/** Everything somebody may run, and how far: for those who ask about many operations at once. */
import type { Scope } from '#kernel/contract.ts'
import type { PlainDate } from '#kernel/dates.ts'
import type { QueryContext } from '#kernel/handle.ts'
import { sql, type Tx } from '#kernel/sql.ts'
import { assignmentsFrom, commandsOfOwnRoles } from './role-table.ts'
import { widestScope } from './roles.ts'

/**
 * The names of the operations the caller may run, each with its scope, in the order of the registry. Under a delegation
 * those of the other, as far as the delegation covers them.
 */
export async function mayRun({
  tx,
  call,
  registry,
}: Pick<QueryContext, 'tx' | 'call' | 'registry'>): Promise<ReadonlyMap<string, Scope>> {
  const { actorId, onBehalfOf, today } = call
  const held = (await assignmentsFrom(tx, onBehalfOf ?? actorId, today)).filter(
    (one) => one.validFrom <= today,
  )
  const own = await commandsOfOwnRoles(
    tx,
    held.map(({ role }) => role),
  )
  const isCovered = onBehalfOf && onBehalfOf !== actorId ? await covered(tx, call) : () => true
  return new Map(
    [...registry.values()].flatMap(({ contract }) => {
      const scope = widestScope(
        contract,
        held.map(({ role, scope: narrowed }) => ({
          role,
          narrowed,
          granted: own.find((row) => row.role === role && row.command === contract.name)?.scope ?? null,
        })),
      )
      return scope && isCovered(contract.name) ? [[contract.name, scope] as const] : []
    }),
  )
}

/** Whether a delegation to the actor covers an operation today. */
async function covered(tx: Tx, call: QueryContext['call']): Promise<(name: string) => boolean> {
  const rows = await tx.rows(sql<{ commands: string[] | null }>`
    select commands
    from access.delegation
    where tenant_id = kernel.tenant_id() and from_id = ${call.onBehalfOf} and to_id = ${call.actorId}
      and revoked_at is null and valid_from <= ${call.today} and valid_to >= ${call.today}`)
  return (name) => rows.some(({ commands }) => commands === null || commands.includes(name))
}

/** The names of the roles somebody holds on a day, each once. */
export async function rolesHeld(tx: Tx, principalId: string, day: PlainDate): Promise<string[]> {
  const held = await assignmentsFrom(tx, principalId, day)
  return [...new Set(held.filter((one) => one.validFrom <= day).map(({ role }) => role))]
}
