/** Entries of the journal as auditors read them. */
import type { Json } from '#kernel/contract.ts'
import { type RawBuilder, sql } from '#kernel/sql.ts'
import { signIn } from './contract.ts'

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

/** The columns of an EntryRow, from a journal `j` joined with its actor `p`, or who came by signing in, `s`. */
export const entryColumns: RawBuilder<unknown> = sql`
  j.id, j.at, j.command, j.actor_id as "actorId", coalesce(p.name, s.name, '') as "actorName", j.on_behalf_of as "onBehalfOf",
  j.cause_id as "causeId", j.correlation_id as "correlationId"`

/**
 * The journal with its actors. Until somebody has signed in nobody acts, so it is told who they turned out to be. Ids are
 * made in the order of time, so a list by id is a list by time.
 */
export const journalWithActors: RawBuilder<unknown> = sql`
  kernel.journal as j
    left join access.principal as p on p.tenant_id = j.tenant_id and p.id = j.actor_id
    left join access.principal as s
      on s.tenant_id = j.tenant_id
      and s.id = case when j.command = ${signIn.name} then (j.output ->> 'principalId')::uuid end`

/** What somebody did, their signing in included. */
export const doneBy = (actorId: string): RawBuilder<unknown> => sql`
  (q."actorId" = ${actorId}
    or q.command = ${signIn.name} and q.id in (
      select o.journal_id
      from kernel.journal_object as o
      where o.tenant_id = kernel.tenant_id() and o.object_type = 'principal' and o.object_id = ${actorId}::uuid::text))`
