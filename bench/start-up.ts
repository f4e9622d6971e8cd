/**
 * How long `npm start` takes and what the idle program weighs: `node bench/start-up.ts`.
 *
 * The first start makes the database files and all tables, a later one finds them. Wanted: ready in under 25 s and under
 * 10 s on two cores. Beside them, what of it is PostgreSQL alone: its files made, and its start. Memory is the resident
 * size of the program and the proportional size of all PostgreSQL processes together, five seconds after the start.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { checkout } from '../src/server/environment.ts'
import { startEmbedded } from '../src/server/postgres/embedded.ts'

const ROUNDS = 3
const figures: Record<'first' | 'later' | 'madeAlone' | 'startedAlone', number[]> = {
  first: [],
  later: [],
  madeAlone: [],
  startedAlone: [],
}

for (let round = 0; round < ROUNDS; round += 1) {
  await onFreshFolder(async (directory) => {
    figures.madeAlone.push(await postgresAlone(directory))
    figures.startedAlone.push(await postgresAlone(directory))
  })
  await onFreshFolder(async (directory) => {
    figures.first.push(await untilReady(directory))
    const weigh = round === ROUNDS - 1
    figures.later.push(await untilReady(directory, weigh))
  })
}
tell('first start', figures.first, figures.madeAlone, 25)
tell('later start', figures.later, figures.startedAlone, 10)

/** The best of the rounds: what else the machine does can only add to it. */
function tell(what: string, seconds: number[], alone: number[], wanted: number): void {
  const [best, bare] = [Math.min(...seconds), Math.min(...alone)]
  const all = seconds.map((value) => value.toFixed(1)).join(' ')
  console.log(
    `${what.padEnd(12)} ${best.toFixed(2)} s (rounds ${all}; under ${wanted} wanted), PostgreSQL alone ${bare.toFixed(2)} s: ${(best / bare).toFixed(1)} times`,
  )
}

async function onFreshFolder(work: (directory: string) => Promise<void>): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'throughline-start-'))
  await chmod(directory, 0o711)
  await work(directory)
  await rm(directory, { recursive: true, force: true })
}

async function postgresAlone(directory: string): Promise<number> {
  const started = performance.now()
  const postgres = await startEmbedded({ directory, durable: true, report: () => undefined })
  const seconds = (performance.now() - started) / 1_000
  await postgres.stop()
  return seconds
}

/** Starts the program as `npm start` does, and gives the seconds until it says that it is ready. */
async function untilReady(directory: string, weigh = false): Promise<number> {
  const started = performance.now()
  const env = { ...process.env, DATABASE_URL: '', THROUGHLINE_DATA: directory, PORT: '0' }
  const program = spawn(process.execPath, [join(checkout, 'bin/throughline.js'), 'start'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await saysReady(program)
  const seconds = (performance.now() - started) / 1_000
  if (weigh) await weighIdle(program.pid ?? 0, directory)
  const ended = new Promise((resolve) => program.once('exit', resolve))
  program.kill('SIGTERM')
  await ended
  return seconds
}

function saysReady(program: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let text = ''
    program.stdout?.on('data', (part: Buffer) => {
      text += part
      if (text.includes('Throughline is ready')) resolve()
    })
    program.once('exit', () => reject(new Error(`The program did not start:\n${text}`)))
  })
}

async function weighIdle(server: number, directory: string): Promise<void> {
  await sleep(5_000)
  const [postmaster] = (await readFile(join(directory, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')
  let bytes = 0
  let processes = 0
  for (const pid of await readdir('/proc')) {
    const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
    if (pid !== postmaster && /^PPid:\s+(\d+)$/m.exec(status)?.[1] !== postmaster) continue
    bytes += await kilobytes(`/proc/${pid}/smaps_rollup`, /^Pss:\s+(\d+) kB$/m)
    processes += 1
  }
  const program = await kilobytes(`/proc/${server}/status`, /^VmRSS:\s+(\d+) kB$/m)
  console.log(
    `idle memory  ${Math.round(program / 1_000)} MB the program, ${Math.round(bytes / 1_000)} MB PostgreSQL in ${processes} processes`,
  )
}

async function kilobytes(path: string, pattern: RegExp): Promise<number> {
  return Number.parseInt(pattern.exec(await readFile(path, 'utf8'))?.[1] ?? '0', 10)
}
