/** The worker: takes jobs as soon as their transaction has committed and makes their deliveries. */
import { EventEmitter } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
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
  /** How long a worker that could look for work may not do so, in milliseconds; 20 seconds when absent. */
  readonly stallMsMax?: number
}

/** How soon the jobs of a worker that died are taken over, in milliseconds. */
const TAKE_OVER_MS = 15_000
/** A runner looks for work every two seconds. One that could and finds out nothing for so long has lost its way. */
const STALL_MS = 20_000
/** How long each step of leaving may take beyond the deliveries under way. */
const LEAVE_MS = 5_000

export interface Worker {
  /** Takes no more jobs, waits for those under way, and leaves. */
  stop(): Promise<void>
}

/**
 * Starts a worker. Any number may run, on any node; each job is taken by one. Needs `migrateWorker` to have run. When the
 * database goes away it comes back by itself: lost connections are made anew, and if the runner gives up all the same, it
 * is started again.
 */
export async function startWorker(settings: WorkerSettings): Promise<Worker> {
  const { house, takeOverMs = TAKE_OVER_MS } = settings
  const stopping = new AbortController()
  const { signal } = stopping
  let current = await startRunner(settings)
  /** The next life, tried until it begins; none when we are told to stop meanwhile. */
  const startAgain = async () => {
    for (;;) {
      await pause(takeOverMs, undefined, { signal }).catch(() => undefined)
      if (signal.aborted) return null
      const next = await startRunner(settings).catch((error: unknown) => {
        house.log.error({ err: error }, 'the worker cannot be started')
      })
      if (next) return next
    }
  }
  const keepRunning = async () => {
    while (!signal.aborted) {
      await current.ended
      await current.stop()
      if (signal.aborted) return
      house.log.error({}, 'the worker ended; it is started again')
      current = (await startAgain()) ?? current
    }
    await current.stop()
  }
  const kept = keepRunning()
  return {
    async stop() {
      stopping.abort()
      await current.stop()
      await kept
    },
  }
}

/** One life of the worker. */
interface Running {
  /** Resolves when it has ended, for whatever reason. */
  readonly ended: Promise<void>
  /** Safe to call twice. */
  stop(): Promise<void>
}

async function startRunner(settings: WorkerSettings): Promise<Running> {
  const { url, house, clock, concurrency = 4 } = settings
  const { takeOverMs = TAKE_OVER_MS, attemptMsMax = 60_000, stallMsMax = STALL_MS } = settings
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
  const pulse = pulseOf(events, concurrency, attemptMsMax, stallMsMax)
  try {
    const runner = await runJobs({
      pgPool: pool,
      taskList: tasksOf({ house: processHouse(house), clock, attemptMsMax }, settings.deliverers),
      // Alone, a job whose end cannot be written down is a rejection nobody hears, and ends the whole program; together
      // with others it ends the runner, which is started again.
      preset: { worker: { concurrentJobs: concurrency, completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
      noHandleSignals: true,
      logger: quiet,
      events,
    })
    const living = { workerId, inHand: pulse.inHand }
    const liveness = await keepAlive(url, living, takeOverMs, house.log).catch(async (error: unknown) => {
      await runner.stop()
      throw error
    })
    const leave = async (what: string, limitMs: number, work: Promise<unknown>) => {
      if (!(await within(limitMs, work))) house.log.error({ what }, 'a worker left something behind')
    }
    const stopOnce = async () => {
      pulse.stop()
      // A runner that has ended by itself has nothing left to stop.
      const stopped = runner.stop().catch(() => undefined)
      await leave('runner', LEAVE_MS + (pulse.inHand().length > 0 ? attemptMsMax : 0), stopped)
      await leave('liveness', LEAVE_MS, liveness.stop())
      await leave('connections', LEAVE_MS, pool.end())
    }
    const failed = runner.promise.catch((error: unknown) =>
      house.log.error({ err: error }, 'the worker failed'),
    )
    const stalled = pulse.stalled.then(() =>
      house.log.error({}, 'the worker finds out nothing about work any more'),
    )
    // A runner that has lost its way may not tell that it has been stopped, either.
    const left = Promise.withResolvers<void>()
    let stopped: Promise<void> | undefined
    return {
      ended: Promise.race([failed, stalled, left.promise]),
      stop() {
        stopped ??= stopOnce().finally(left.resolve)
        return stopped
      },
    }
  } catch (error) {
    pulse.stop()
    await pool.end()
    throw error
  }
}

/**
 * Whether a runner still finds out what there is to do. It may keep for ever a failure that came with a lost connection, or
 * wait for ever for an answer that was lost with it, and then neither fails nor ends.
 */
function pulseOf(events: WorkerEvents, concurrency: number, attemptMsMax: number, stallMsMax: number) {
  const inHand = new Set<string>()
  let tell: () => void = () => undefined
  const stalled = new Promise<void>((resolve) => {
    tell = resolve
  })
  let patience: NodeJS.Timeout | undefined
  const alarm = setTimeout(() => {
    // With all hands full nobody looks for more until a delivery ends.
    if (inHand.size < concurrency) tell()
    else patience = setTimeout(tell, attemptMsMax).unref()
  }, stallMsMax).unref()
  const beat = () => {
    clearTimeout(patience)
    alarm.refresh()
  }
  events.on('worker:getJob:empty', beat)
  events.on('job:start', ({ job }) => {
    inHand.add(job.id)
    beat()
  })
  events.on('job:complete', ({ job }) => {
    inHand.delete(job.id)
    beat()
  })
  const stop = () => {
    for (const timer of [alarm, patience]) clearTimeout(timer)
  }
  return { stalled, inHand: () => [...inHand], stop }
}

/** Whether some work ends within a time. Waiting keeps the program alive, so that it stops in order. */
async function within(limitMs: number, work: Promise<unknown>): Promise<boolean> {
  const done = new AbortController()
  const late = pause(limitMs, false, { signal: done.signal })
  try {
    return await Promise.race([work.then(() => true), late])
  } finally {
    done.abort()
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
