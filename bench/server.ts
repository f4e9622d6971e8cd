/** A PostgreSQL for one benchmark: the one that comes with Throughline, durable, on a throw-away folder. */
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbedded } from '../src/server/postgres/embedded.ts'

/** Runs work at the end of the benchmark. */
export interface BenchScope {
  after(work: () => Promise<void>): void
}

/** Starts a durable server, lets the test helpers use it, and removes everything when the work is done. */
export async function onDurableServer(work: (scope: BenchScope) => Promise<void>): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'throughline-bench-'))
  await chmod(directory, 0o711)
  const postgres = await startEmbedded({ directory, durable: true, report: () => undefined })
  const endings: (() => Promise<void>)[] = []
  try {
    process.env['THROUGHLINE_TEST_DATABASE_URL'] = postgres.adminUrl('postgres')
    await work({ after: (ending) => void endings.push(ending) })
  } finally {
    for (const ending of endings.reverse()) await ending()
    await postgres.stop()
    await rm(directory, { recursive: true, force: true })
  }
}

/** How often a second several workers get something done side by side, for some seconds. */
export async function rateOf(
  workers: number,
  seconds: number,
  work: (worker: number) => Promise<unknown>,
): Promise<number> {
  const start = performance.now()
  let done = 0
  const one = async (_: unknown, worker: number) => {
    while (performance.now() - start < seconds * 1000) {
      await work(worker)
      done += 1
    }
  }
  await Promise.all(Array.from({ length: workers }, one))
  return done / ((performance.now() - start) / 1000)
}

/** The value in the middle. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

/** One line of a result. */
export function line(name: string, value: number, unit: string, note = ''): void {
  const shown = value.toLocaleString('en', { maximumFractionDigits: value < 100 ? 2 : 0 })
  console.log(`${name.padEnd(56)} ${shown.padStart(10)} ${unit.padEnd(4)} ${note}`.trimEnd())
}
