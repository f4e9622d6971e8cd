/** The outbox: effects written in the caller's transaction. */
import type { Json } from '#kernel/contract.ts'
import type { Context } from '#kernel/handle.ts'
import { newId } from '#kernel/id.ts'
import { encodeJson, type RawBuilder, sql, type Tx } from '#kernel/sql.ts'
import { ATTEMPTS_MAX } from './retry-schedule.ts'

/** Something that must happen outside, once the transaction has committed. */
export interface NewEffect {
  /** Who delivers it: `mail.send`, `billing.renderInvoice`. A kind nobody knows waits for a program that does. */
  readonly kind: string
  /**
   * The stable effect key, unique in the tenant: the same for every attempt, and told to the receiver. An effect whose
   * key is there already is the same effect, and is not written again.
   */
  readonly key: string
  readonly payload: Json
  /** The record people will look for it under. */
  readonly subject?: { readonly objectType: string; readonly objectId: string }
  /** Not before this moment; at once when absent. */
  readonly availableAt?: Temporal.Instant
}

/** Graphile worker counts attempts of the job, we count those of the delivery: a job is only ever given up by us. */
const JOB_ATTEMPTS_MAX = 32_767

/**
 * Writes effects with everything else the command does: they are delivered if it commits, and never existed if it
 * does not. One statement for any number. Gives the ids of the deliveries that are new.
 */
export async function enqueue(
  { tx, call, journalId, correlationId }: Pick<Context, 'tx' | 'call' | 'journalId' | 'correlationId'>,
  effects: readonly NewEffect[],
): Promise<string[]> {
  if (effects.length === 0) return []
  const column = <T>(pick: (effect: NewEffect) => T) => effects.map(pick)
  const added = sql`
    insert into exchange.delivery
      (id, kind, key, payload, object_type, object_id, state, attempts_max, available_at, cause_id, correlation_id, created_at)
    select id, kind, key, payload, object_type, object_id, 'waiting', ${ATTEMPTS_MAX}, coalesce(available_at, ${call.now}),
      ${journalId}, ${correlationId}, ${call.now}
    from unnest(${column(() => newId())}::uuid[], ${column(({ kind }) => kind)}::text[], ${column(({ key }) => key)}::text[],
      ${column(({ payload }) => encodeJson(payload))}::jsonb[], ${column(({ subject }) => subject?.objectType ?? null)}::text[],
      ${column(({ subject }) => subject?.objectId ?? null)}::text[],
      ${column(({ availableAt }) => availableAt?.toString() ?? null)}::timestamptz[])
      as effect (id, kind, key, payload, object_type, object_id, available_at)
    on conflict (tenant_id, key) do nothing
    returning tenant_id, id, kind,
      case when available_at > ${call.now} then available_at end as run_at`
  return (await addJobs(tx, added)).map(({ id }) => id)
}

/** Behind so many of its own a delivery is simply among the last. */
const TURNS_MAX = 1_000

/**
 * Wakes a worker for deliveries, in the same transaction: nobody polls. `due` is a statement giving tenant_id, id,
 * kind and run_at (null: at once). A delivery never has two jobs: its id is the job's key. Its priority is how many of
 * its firm wait before it, so that firms take turns: the n-th of one goes out after the n-th of any other.
 */
export function addJobs(tx: Tx, due: RawBuilder<unknown>): Promise<{ id: string }[]> {
  return tx.rows(sql<{ id: string }>`
    with due as (${due}),
    before as (
      select count(*) as waiting
      from (
        select
        from exchange.delivery
        where tenant_id = kernel.tenant_id() and state = 'waiting'
        limit ${TURNS_MAX}
      ) as own
    ),
    turn as (
      select due.*, least(before.waiting + row_number() over () - 1, ${TURNS_MAX}) as turn
      from due, before
    ),
    job as (
      select graphile_worker.add_jobs(specs)
      from (
        select array_agg(row(kind, json_build_object('tenant', tenant_id, 'delivery', id), null, run_at,
          ${JOB_ATTEMPTS_MAX}::smallint, 'delivery:' || id, turn, null)::graphile_worker.job_spec) as specs
        from turn
      ) as jobs
      where specs is not null
    )
    select due.id from due
    where (select count(*) from job) >= 0`)
}
