/** Is it alive, is it ready, what has it done: for those who run it. */
import type pg from 'pg'
import type { Surface } from './surface.ts'

const PATIENCE_MS = 2_000

export const health: Surface = (app, { house, counters }) => {
  app.get('/healthz', async () => ({ status: 'alive' }))
  app.get('/readyz', async (_request, reply) =>
    (await answers(house.pool))
      ? { status: 'ready' }
      : reply.code(503).send({ status: 'waiting for the database' }),
  )
  app.get('/metrics', async (_request, reply) =>
    reply.type('text/plain; version=0.0.4').send(
      counters.text({
        throughline_database_connections: house.pool.totalCount,
        throughline_database_connections_idle: house.pool.idleCount,
        throughline_database_requests_waiting: house.pool.waitingCount,
        process_resident_memory_bytes: process.memoryUsage.rss(),
      }),
    ),
  )
}

/** Does the database answer within a reasonable time? */
async function answers(pool: pg.Pool): Promise<boolean> {
  const patience = new AbortController()
  const slow = new Promise<false>((resolve) => {
    const timer = setTimeout(resolve, PATIENCE_MS, false)
    patience.signal.addEventListener('abort', () => clearTimeout(timer))
  })
  const answered = pool.query('select 1').then(
    () => true,
    () => false,
  )
  const result = await Promise.race([answered, slow])
  patience.abort()
  return result
}
