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

/**
 * Shows that `workerId` lives, and frees the jobs of those who do not, every `everyMs` milliseconds. A job is freed
 * at the earliest `everyMs` after it was taken, so that a worker that has just begun is not taken for dead.
 */
export async function keepAlive(url: string, workerId: string, everyMs: number, log: Log): Promise<Liveness> {
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
      const freed = await freeDead(url, workerId, everyMs)
      if (freed > 0) log.warn({ freed }, 'freed the jobs of workers that died')
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

/** Frees the jobs of dead workers and gives the number of such workers. */
async function freeDead(url: string, workerId: string, graceMs: number): Promise<number> {
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
    return rows[0]?.dead ?? 0
  } finally {
    await client.end()
  }
}
