/** Starts one `postgres` process that cannot outlive us, and tells when it is ready and when it has ended. */

import { type ChildProcess, spawn } from 'node:child_process'
import { open, readFile, rename, stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { EnvironmentFault } from '#kernel/fault.ts'
import type { Binaries } from './binaries.ts'
import { birthOf } from './owner-lock.ts'
import { type RunAs, spawnOptions } from './run-as.ts'
import { settingsAsOptions } from './settings.ts'
import { removeSockets } from './socket.ts'

/** What one start needs to know. */
export type Launch = {
  binaries: Binaries
  /** The data directory; the database files are in its folder `postgres`. */
  directory: string
  runAs: RunAs
  port: number
  durable: boolean
}

/** One running `postgres`. */
export type Postmaster = {
  pid: number
  port: number
  /** Resolves when the process has ended, whatever ended it. */
  ended: Promise<void>
  /** Lets open transactions go, writes everything down, ends; resolves when it has ended. */
  stop: () => Promise<void>
}

/**
 * A shell stands between us and PostgreSQL. It holds the reading end of a pipe of which we hold the only writing end: when
 * we end, however we end, the kernel closes the pipe, `read` returns and PostgreSQL gets its fast shutdown (SIGINT).
 * It runs in a session of its own, so Ctrl-C in a terminal reaches us first and we stop it in order.
 */
const keeper = `
exec 3<&0 </dev/null
"$@" 3<&- &
postgres=$!
(read -r _ <&3; kill -INT "$postgres") &
watcher=$!
trap '' HUP INT TERM
wait "$postgres"
code=$?
kill -KILL "$watcher" 2>/dev/null
exit "$code"`

/** Starts PostgreSQL and resolves when it accepts connections. Rejects with the last lines of its log when it ends first. */
export async function launch(start: Launch): Promise<Postmaster> {
  const files = join(start.directory, 'postgres')
  await refuseLivePostmaster(files)
  await removeSockets(files)
  const logPath = join(start.directory, 'postgres.log')
  const log = await openLog(logPath)
  const { size } = await log.stat()
  const child = spawn(
    '/bin/sh',
    ['-c', keeper, 'sh', join(start.binaries.folder, 'bin', 'postgres'), '-D', files].concat(
      settingsAsOptions(start.durable, start.port),
    ),
    {
      ...spawnOptions(start.runAs),
      cwd: files,
      detached: true,
      env: { LC_ALL: 'C', PATH: '/usr/bin:/bin' },
      stdio: ['pipe', log.fd, log.fd],
    },
  )
  const ended = new Promise<void>((resolve, reject) => {
    child.once('exit', () => resolve())
    child.once('error', reject)
  })
  await log.close()
  const pid = await Promise.race([ended.then(() => null), whenReady(files, child)])
  if (pid === null)
    throw new EnvironmentFault(
      `PostgreSQL did not start. Its log (${logPath}) says:\n${await tail(logPath, size)}`,
    )
  // A broken pipe only means that the shell is gone, which `ended` reports.
  child.stdin?.on('error', () => undefined)
  return { pid, port: start.port, ended, stop: () => stop(child, pid, ended) }
}

/** A port that is free now. Another program may take it before we do; then PostgreSQL says so and we ask again. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (!address || typeof address === 'string') throw new Error('The system gave no free port.')
  return address.port
}

/** Ends a PostgreSQL that works on these files without us: its Throughline was killed and it is on its way out. */
async function refuseLivePostmaster(files: string): Promise<void> {
  const deadline = performance.now() + 30_000
  for (;;) {
    const pid = (await readPidFile(files))?.pid
    if (!pid || !birthOf(pid) || !(await worksOn(pid, files))) return
    if (performance.now() > deadline) {
      throw new EnvironmentFault(
        `Another PostgreSQL (process ${pid}) is running on ${files}. Stop it with "kill -INT ${pid}" and start again.`,
      )
    }
    await sleep(100)
  }
}

/** After a crash the number in postmaster.pid may belong to anybody; only a process in these files is PostgreSQL. */
async function worksOn(pid: number, files: string): Promise<boolean> {
  if (process.platform !== 'linux') return true
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
  return command.includes('postgres') && command.includes(files)
}

/** The port of the PostgreSQL that runs in this directory; null when none is ready. */
export async function runningPort(directory: string): Promise<number | null> {
  const found = await readPidFile(join(directory, 'postgres'))
  return found?.state === 'ready' ? found.port : null
}

type PidFile = { pid: number; port: number; state: string }

/** PostgreSQL tells about itself in postmaster.pid, where pg_ctl reads it: line 1 the process, 4 the port, 8 "ready". */
async function readPidFile(files: string): Promise<PidFile | null> {
  const text = await readFile(join(files, 'postmaster.pid'), 'utf8').catch(() => '')
  const lines = text.split('\n')
  const pid = Number(lines[0])
  if (!Number.isSafeInteger(pid) || pid <= 0) return null
  return { pid, port: Number(lines[3]), state: (lines[7] ?? '').trim() }
}

/** Resolves with the process number when PostgreSQL is ready; never resolves when the shell ends first. */
async function whenReady(files: string, child: ChildProcess): Promise<number> {
  while (child.exitCode === null && child.signalCode === null) {
    const found = await readPidFile(files)
    // The file of a PostgreSQL that was killed says "ready" too; ours is the one whose process lives and is a postgres.
    if (found?.state === 'ready' && birthOf(found.pid) && (await worksOn(found.pid, files))) return found.pid
    await sleep(15)
  }
  return new Promise<never>(() => undefined)
}

async function stop(child: ChildProcess, pid: number, ended: Promise<void>): Promise<void> {
  child.stdin?.end()
  const late = sleep(60_000, 'late', { ref: false })
  // A checkpoint on a slow disk takes its time; after a minute PostgreSQL is told to leave it to its next start.
  if ((await Promise.race([ended, late])) === 'late') process.kill(pid, 'SIGQUIT')
  await ended
}

/** The log begins anew when it has grown large; the one before is kept. */
async function openLog(path: string) {
  const size = await stat(path).then(
    (found) => found.size,
    () => 0,
  )
  if (size > 10_000_000) await rename(path, `${path}.1`)
  return open(path, 'a', 0o600)
}

/** What the log says since the given size about why PostgreSQL ended, or its last lines when it gives no reason. */
async function tail(path: string, from: number): Promise<string> {
  const lines = (await readFile(path)).subarray(from).toString('utf8').trim().split('\n')
  const reasons = lines.filter(
    (line) => /(FATAL|PANIC|HINT|could not)/.test(line) && !/accepting connections/.test(line),
  )
  return (reasons.length > 0 ? reasons : lines).slice(-8).join('\n')
}
