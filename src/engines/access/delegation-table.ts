/** Rows of delegations. */
import type { PlainDate } from '#kernel/dates.ts'
import { newId } from '#kernel/id.ts'
import { type RowOf, sql, type Tx, tables } from '#kernel/sql.ts'
import type { AccessTables } from './schema.ts'

const db = tables<AccessTables>()

const columns = [
  'id',
  'from_id as fromId',
  'to_id as toId',
  'commands',
  'valid_from as validFrom',
  'valid_to as validTo',
] as const

const delegationRows = db.selectFrom('access.delegation').select(columns)

export type Delegation = RowOf<typeof delegationRows>

export function insertDelegation(tx: Tx, fresh: Omit<Delegation, 'id'>): Promise<Delegation> {
  return tx.one(
    db
      .insertInto('access.delegation')
      .values({
        id: newId(),
        from_id: fresh.fromId,
        to_id: fresh.toId,
        commands: fresh.commands,
        valid_from: fresh.validFrom,
        valid_to: fresh.validTo,
      })
      .returning(columns),
  )
}

/** Ends a delegation; only one of `party`, when a party is named. */
export function endDelegation(
  tx: Tx,
  delegationId: string,
  party: string | null,
  now: Temporal.Instant,
): Promise<Delegation | undefined> {
  const ended = db
    .updateTable('access.delegation')
    .set({ revoked_at: now })
    .where('id', '=', delegationId)
    .where('revoked_at', 'is', null)
    .returning(columns)
  return tx.maybe(
    party === null
      ? ended
      : ended.where(({ eb, or }) => or([eb('from_id', '=', party), eb('to_id', '=', party)])),
  )
}

/** The delegations a principal has given or been given that have not run out on a day. */
export function delegationsOf(tx: Tx, principalId: string, day: PlainDate): Promise<Delegation[]> {
  return tx.rows(
    delegationRows
      .where('revoked_at', 'is', null)
      .where('valid_to', '>=', day)
      .where(({ eb, or }) => or([eb('from_id', '=', principalId), eb('to_id', '=', principalId)]))
      .orderBy('valid_from')
      .orderBy('id'),
  )
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
