/** The worker: takes jobs as soon as their transaction has committed and makes their deliveries. */
import { EventEmitter } from 'node:events'
import { run as runJobs, type TaskList, type WorkerEvents } from 'graphile-worker'
import pg from 'pg'
import type { House } from '#kernel/house.ts'
import { deliver, processHouse, type Surroundings } from './deliver.ts'
import type { Deliverer } from './deliverer.ts'
import { keepAlive } from './liveness.ts'
import { quiet } from './worker-schema.ts'

export interface WorkerSettings {
  /** The address of the database as the runtime role. */
  readonly url: string
  readonly house: House
  readonly deliverers: readonly Deliverer[]
  /** The clock of the server: the moment, and the day of business for results brought back. */
  readonly clock: Surroundings['clock']
  /** Deliveries at the same time; 4 when absent. */
  readonly concurrency?: number
  /** How soon the jobs of a worker that died are taken over, in milliseconds; 15 seconds when absent. */
  readonly takeOverMs?: number
  /** How long one attempt may take, in milliseconds; a minute when absent. */
  readonly attemptMsMax?: number
}

export interface Worker {
  /** Takes no more jobs, waits for those under way, and leaves. */
  stop(): Promise<void>
}

/** Starts a worker. Any number may run, on any node; each job is taken by one. Needs `migrateWorker` to have run. */
export async function startWorker(settings: WorkerSettings): Promise<Worker> {
  const { url, house, concurrency = 4, takeOverMs = 15_000, attemptMsMax = 60_000 } = settings
  const surroundings = { house: processHouse(house), clock: settings.clock, attemptMsMax }
  // Graphile worker uses the driver's own value types, so it has a pool of its own.
  const pool = new pg.Pool({
    connectionString: url,
    max: concurrency + 2,
    application_name: 'throughline worker',
  })
  // Lost connections fail the statements that were using them; the events themselves say nothing new.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  const events = new EventEmitter() as WorkerEvents
  let workerId = ''
  events.on('pool:create', ({ workerPool }) => {
    workerId = workerPool.id
  })
  const runner = await runJobs({
    pgPool: pool,
    taskList: tasksOf(surroundings, settings.deliverers),
    concurrency,
    noHandleSignals: true,
    logger: quiet,
    events,
  })
  runner.promise.catch((error: unknown) => house.log.error({ err: error }, 'the worker stopped'))
  const liveness = await keepAlive(url, workerId, takeOverMs, house.log)
  return {
    async stop() {
      await runner.stop()
      await liveness.stop()
      await pool.end()
    },
  }
}

function tasksOf(surroundings: Surroundings, deliverers: readonly Deliverer[]): TaskList {
  const tasks: TaskList = {}
  for (const deliverer of deliverers) {
    if (tasks[deliverer.kind]) throw new Error(`two deliverers for ${deliverer.kind}`)
    tasks[deliverer.kind] = async (payload) => {
      const { tenant, delivery } = payload as { tenant: string; delivery: string }
      await deliver(surroundings, deliverer, { tenantId: tenant, deliveryId: delivery })
    }
  }
  return tasks
}
