/** May this principal run this, and how far? One statement, sent with the first ones of the transaction. */
import type { CommandContract, Contract, Scope } from '#kernel/contract.ts'
import type { PlainDate } from '#kernel/dates.ts'
import type { Call } from '#kernel/handle.ts'
import type { Request } from '#kernel/house.ts'
import { Refused } from '#kernel/refusal.ts'
import { type RawBuilder, sql, type Tx } from '#kernel/sql.ts'
import { type HeldRole, widestScope } from './roles.ts'

interface Row extends HeldRole {
  readonly role: string
  readonly isProcess: boolean
  readonly represented: boolean
  readonly ownWork: boolean
}

const nothing = sql`false`
const everything = sql`true`

/**
 * The scope in which the caller may run the contract. Refuses `not_permitted` without a role or delegation that
 * allows it, and `own_approval` when the caller, or somebody whose authority the caller holds, did on the same object
 * what this command may not follow by the same hand.
 */
export async function authorise(tx: Tx, call: Call, request: Request): Promise<Scope> {
  const { contract } = request
  const byProcess = request.authority === 'process'
  const ownWork = ownWorkCondition(call, request)
  if (byProcess && ownWork === nothing) return 'all'
  const rows = await tx.rows(
    sql<Row>`
    select a.role, a.scope as narrowed, c.scope as granted, p.kind = 'process' as "isProcess",
      ${byProcess ? everything : representedCondition(call, contract)} as represented, ${ownWork} as "ownWork"
    from access.principal p
    left join access.role_assignment a
      on a.tenant_id = p.tenant_id and a.principal_id = p.id
      and a.valid_from <= ${call.today} and (a.valid_to is null or a.valid_to >= ${call.today})
    left join access.role_command c
      on c.tenant_id = a.tenant_id and c.role = a.role and c.command = ${contract.name}
    where p.tenant_id = kernel.tenant_id() and p.id = ${call.onBehalfOf ?? call.actorId} and p.active`,
  )
  const first = rows[0]
  // Nobody can sign in as the processes of a tenant: only the server acts as them, with results of effects and timers.
  const scope =
    byProcess || first?.isProcess
      ? 'all'
      : widestScope(
          contract,
          rows.filter((row) => row.role !== null),
        )
  if (!first?.represented || scope === null) throw new Refused('not_permitted', { command: contract.name })
  if (first.ownWork) throw new Refused('own_approval', { command: contract.name })
  return scope
}

/** A delegation that covers the contract on a day. */
const delegatedOn = (day: PlainDate, contract: Contract) => sql`
  d.tenant_id = kernel.tenant_id() and d.revoked_at is null and d.valid_from <= ${day} and d.valid_to >= ${day}
  and (d.commands is null or ${contract.name} = any(d.commands))`

/** True unless the caller acts for another without being allowed to, or is not active any more. */
function representedCondition(call: Call, contract: Contract): RawBuilder<unknown> {
  if (call.onBehalfOf === undefined || call.onBehalfOf === call.actorId) return everything
  return sql`(
    exists (
      select from access.principal actor
      where actor.tenant_id = kernel.tenant_id() and actor.id = ${call.actorId} and actor.active)
    and exists (
      select from access.delegation d
      where ${delegatedOn(call.today, contract)} and d.from_id = ${call.onBehalfOf} and d.to_id = ${call.actorId}))`
}

/** True when the same hand made what is now to be approved. */
function ownWorkCondition(call: Call, { contract, input }: Request): RawBuilder<unknown> {
  if (contract.kind !== 'command' || !contract.notAfter) return nothing
  const field = contract.target ?? contract.targets
  const targets =
    field === undefined ? [] : [(input as Record<string, unknown>)[field] ?? []].flat().map(String)
  return targets.length === 0 ? nothing : ownWork(contract, targets, handsIn(call), call.today)
}

/** Everybody whose hand is in what the caller does: who acts, for whom, and who moved the process that runs it. */
export const handsIn = ({
  actorId,
  onBehalfOf,
  hands = [],
}: Pick<Call, 'actorId' | 'onBehalfOf' | 'hands'>) => [
  ...new Set([actorId, ...(onBehalfOf ? [onBehalfOf] : []), ...hands]),
]

/**
 * True when one of these hands, or somebody whose authority one of them holds today for this command, did on one of the
 * targets what the command may not follow. Who merely lent their own authority does not answer for what the borrower
 * did in another name. The journal knows who did what; of what a process did, who moved the process.
 */
export function ownWork(
  contract: CommandContract,
  targets: readonly string[],
  hands: readonly string[],
  today: PlainDate,
): RawBuilder<unknown> {
  return sql`exists (
    with recursive hand as materialized (
      select p.id
      from access.principal p
      where p.tenant_id = kernel.tenant_id() and p.id = any(${hands}::uuid[]) and p.kind <> 'process'
      union
      select d.from_id
      from access.delegation d
      where ${delegatedOn(today, contract)} and d.to_id = any(${hands}::uuid[])),
    deed as (
      select j.actor_id, j.on_behalf_of, j.cause_id
      from kernel.journal_object o
      join kernel.journal j on j.tenant_id = o.tenant_id and j.id = o.journal_id
      where o.tenant_id = kernel.tenant_id()
        and o.object_type = any(${contract.touches}) and o.object_id = any(${targets}::text[])
        and j.command = any(${contract.notAfter ?? []})
      union
      select c.actor_id, c.on_behalf_of, c.cause_id
      from deed
      join access.principal p on p.tenant_id = kernel.tenant_id() and p.id = deed.actor_id and p.kind = 'process'
      join kernel.journal c on c.tenant_id = kernel.tenant_id() and c.id = deed.cause_id)
    select
    from deed
    where deed.actor_id in (select id from hand) or deed.on_behalf_of in (select id from hand))`
}
