/** Entries of the journal as auditors read them. */
import type { Json } from '#kernel/contract.ts'
import { type RawBuilder, sql } from '#kernel/sql.ts'

export interface EntryRow {
  readonly id: string
  readonly at: Temporal.Instant
  readonly command: string
  readonly actorId: string
  readonly actorName: string
  readonly onBehalfOf: string | null
  readonly causeId: string | null
  readonly correlationId: string
}

export interface Snapshots {
  readonly before: Json
  readonly after: Json
}

/** The columns of an EntryRow, from a journal `j` joined with its actor `p`. */
export const entryColumns: RawBuilder<unknown> = sql`
  j.id, j.at, j.command, j.actor_id as "actorId", coalesce(p.name, '') as "actorName", j.on_behalf_of as "onBehalfOf",
  j.cause_id as "causeId", j.correlation_id as "correlationId"`

/** The journal with its actors. Ids are made in the order of time, so a list by id is a list by time. */
export const journalWithActors: RawBuilder<unknown> = sql`
  kernel.journal as j
    left join access.principal as p on p.tenant_id = j.tenant_id and p.id = j.actor_id`
