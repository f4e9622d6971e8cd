/** `npm start`: opens the environment, starts the parts, and stops them in the opposite order when it is told to. */

import { type Environment, openEnvironment } from './environment.ts'

/** A part that runs. */
export type RunningPart = {
  /** Lines for the person who started the program: addresses, sign-ins. */
  says?: readonly string[]
  /** Finishes what is under way and lets go. */
  stop: () => Promise<void>
}

/** Something that runs for as long as the program does: HTTP, jobs, timers. */
export type Part = (environment: Environment) => Promise<RunningPart>

/** A second signal within this time is the same Ctrl-C, heard once from the terminal and once from npm. */
const sameSignalMs = 1_000

/** Starts the program and resolves when it has been stopped. */
export async function start(parts: readonly Part[]): Promise<void> {
  const stopAsked = listenForStop()
  console.log('Starting Throughline …')
  const environment = await openEnvironment({ report: console.log })
  const running: RunningPart[] = []
  try {
    const { migrated } = environment
    if (migrated.length > 0) console.log(`Applied ${migrated.length} migrations, up to ${migrated.at(-1)}.`)
    for (const part of parts) {
      const started = await part(environment)
      running.push(started)
      for (const line of started.says ?? []) console.log(line)
    }
    const seconds = (performance.now() / 1_000).toFixed(1)
    console.log(`Throughline is ready after ${seconds} s, on ${environment.database}.`)
    console.log('Stop it with Ctrl-C.')
    await stopAsked
    console.log('Stopping …')
  } finally {
    await stopAll([...running.reverse(), environment])
  }
  console.log('Stopped.')
}

/** Stops one after the other. What cannot stop in order is told and keeps nothing behind it from stopping. */
async function stopAll(parts: readonly Pick<RunningPart, 'stop'>[]): Promise<void> {
  for (const part of parts) {
    await part.stop().catch((cause: unknown) => {
      console.error(cause)
      process.exitCode = 1
    })
  }
}

/** Resolves at the first signal to stop; at a later second one the process ends at once. */
function listenForStop(): Promise<void> {
  return new Promise((resolve) => {
    let first: number | null = null
    const heard = () => {
      first ??= performance.now()
      resolve()
      // PostgreSQL stops by itself when we are gone, and finds its way back at the next start.
      if (performance.now() - first > sameSignalMs) process.exit(130)
    }
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, heard)
  })
}
