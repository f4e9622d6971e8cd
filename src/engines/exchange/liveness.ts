/**
 * Which workers live. Graphile worker frees the jobs of a worker that died only after four hours; we know at once,
 * because each worker holds an advisory lock for as long as its connection lasts, and PostgreSQL lets go of it when the
 * process is gone.
 */
import pg from 'pg'
import type { Log } from '#kernel/log.ts'

const lockOf = (column: string) => `hashtextextended('exchange.worker ' || ${column}, 0)`

export interface Liveness {
  stop(): Promise<void>
}

/** Who shows that it lives. */
export interface Living {
  readonly workerId: string
  /** The jobs it has in hand. */
  readonly inHand: () => readonly string[]
}

/**
 * Shows that a worker lives, and frees the jobs of those who do not, every `everyMs` milliseconds; so it does its own that
 * it does not know of: they were taken, but the answer that told so was lost with its connection. A job is freed at the
 * earliest `everyMs` after it was taken, so that a worker that has just begun is not taken for dead.
 */
export async function keepAlive(url: string, living: Living, everyMs: number, log: Log): Promise<Liveness> {
  const { workerId } = living
  let held: pg.Client | undefined
  const hold = async () => {
    if (held) return
    const client = new pg.Client({ connectionString: url, application_name: 'throughline worker' })
    client.on('error', () => {
      held = undefined
    })
    await client.connect()
    await client.query(`select pg_advisory_lock(${lockOf('$1')})`, [workerId])
    held = client
  }
  await hold()
  let beating: Promise<void> = Promise.resolve()
  const beat = async () => {
    try {
      await hold()
      const { dead, lost } = await freeJobs(url, living, everyMs)
      if (dead > 0) log.warn({ dead }, 'freed the jobs of workers that died')
      if (lost > 0) log.warn({ lost }, 'freed jobs that were taken by an answer that was lost')
    } catch (error) {
      // The database is away; the next beat tries again.
      log.warn({ err: error }, 'cannot look after workers')
    }
  }
  const timer = setInterval(() => {
    beating = beating.then(beat)
  }, everyMs)
  timer.unref()
  return {
    async stop() {
      clearInterval(timer)
      await beating
      await held?.end()
    },
  }
}

/** Frees what nobody works on; gives the number of dead workers, and of jobs of our own that were lost. */
async function freeJobs(
  url: string,
  { workerId, inHand }: Living,
  graceMs: number,
): Promise<{ dead: number; lost: number }> {
  const client = new pg.Client({ connectionString: url, application_name: 'throughline worker' })
  // Its statements fail when it is lost; an error nobody listens to would end the program.
  client.on('error', () => undefined)
  await client.connect()
  try {
    const { rows } = await client.query<{ dead: number }>(
      `with holder as (
         select distinct locked_by as id from graphile_worker._private_jobs
         where locked_by is not null and locked_by <> $1
           and locked_at < now() - make_interval(secs => $2::double precision / 1000)
       ), dead as materialized (
         select array_agg(id) as ids from holder where pg_try_advisory_xact_lock(${lockOf('id')})
       )
       select coalesce(array_length(ids, 1), 0) as dead, graphile_worker.force_unlock_workers(ids) from dead`,
      [workerId, graceMs],
    )
    const { rowCount } = await client.query(
      `update graphile_worker._private_jobs
       set locked_at = null, locked_by = null, run_at = greatest(run_at, now())
       where locked_by = $1 and locked_at < now() - make_interval(secs => $2::double precision / 1000)
         and id <> all($3::bigint[])`,
      [workerId, graceMs, inHand()],
    )
    return { dead: rows[0]?.dead ?? 0, lost: rowCount ?? 0 }
  } finally {
    await client.end()
  }
}
