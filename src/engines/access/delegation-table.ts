/** Rows of delegations. */
import type { PlainDate } from '#kernel/dates.ts'
import { newId } from '#kernel/id.ts'
import { sql, type Tx } from '#kernel/sql.ts'

export interface Delegation {
  readonly id: string
  readonly fromId: string
  readonly toId: string
  readonly commands: string[] | null
  readonly validFrom: PlainDate
  readonly validTo: PlainDate
}

const columns = sql`
  id, from_id as "fromId", to_id as "toId", commands, valid_from as "validFrom", valid_to as "validTo"`

export function insertDelegation(tx: Tx, fresh: Omit<Delegation, 'id'>): Promise<Delegation> {
  return tx.one(sql<Delegation>`
    insert into access.delegation (id, from_id, to_id, commands, valid_from, valid_to)
    values (${newId()}, ${fresh.fromId}, ${fresh.toId}, ${fresh.commands}, ${fresh.validFrom}, ${fresh.validTo})
    returning ${columns}`)
}

/** Ends a delegation; only one of `party`, when a party is named. */
export function endDelegation(
  tx: Tx,
  delegationId: string,
  party: string | null,
  now: Temporal.Instant,
): Promise<Delegation | undefined> {
  return tx.maybe(sql<Delegation>`
    update access.delegation
    set revoked_at = ${now}
    where tenant_id = kernel.tenant_id() and id = ${delegationId} and revoked_at is null
      and ${party === null ? sql`true` : sql`${party} in (from_id, to_id)`}
    returning ${columns}`)
}

/** The delegations a principal has given or been given that have not run out on a day. */
export function delegationsOf(tx: Tx, principalId: string, day: PlainDate): Promise<Delegation[]> {
  return tx.rows(sql<Delegation>`
    select ${columns}
    from access.delegation
    where tenant_id = kernel.tenant_id() and revoked_at is null and valid_to >= ${day}
      and (from_id = ${principalId} or to_id = ${principalId})
    order by valid_from, id`)
}

/** Whom a principal may act for on a day. */
export function delegationsTo(
  tx: Tx,
  toId: string,
  day: PlainDate,
): Promise<
  { delegationId: string; principalId: string; name: string; commands: string[] | null; validTo: PlainDate }[]
> {
  return tx.rows(sql<{
    delegationId: string
    principalId: string
    name: string
    commands: string[] | null
    validTo: PlainDate
  }>`
    select d.id as "delegationId", p.id as "principalId", p.name, d.commands, d.valid_to as "validTo"
    from access.delegation d
    join access.principal p on p.tenant_id = d.tenant_id and p.id = d.from_id
    where d.tenant_id = kernel.tenant_id() and d.to_id = ${toId} and d.revoked_at is null
      and d.valid_from <= ${day} and d.valid_to >= ${day} and p.active
    order by p.name, d.id`)
}
