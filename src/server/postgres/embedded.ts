/**
 * The PostgreSQL that comes with Throughline: found, made, started, kept running, stopped.
 *
 * It listens on the loopback address and on a socket in its folder, asks for a password that only this user can read, ends
 * when we end, and is started again (after a growing pause) when something ends it under us.
 */

import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { EnvironmentFault } from '#kernel/fault.ts'
import { prepareBinaries } from './binaries.ts'
import { initialise, readPassword } from './initialise.ts'
import { freePort, type Launch, launch, type Postmaster, runningPort } from './launch.ts'
import { holdDirectory } from './owner-lock.ts'
import { chooseRunAs, type RunAs } from './run-as.ts'
import { addressOf } from './socket.ts'

/** Where and how to run it. */
export type EmbeddedOptions = {
  /** The data directory; it must exist and the user PostgreSQL runs as must be able to enter it. */
  directory: string
  /** False only for data nobody will miss: nothing is forced to the disk. */
  durable: boolean
  /** Told in a sentence what happens to PostgreSQL after the start. */
  report: (sentence: string) => void
}

/** A running PostgreSQL of ours. */
export type EmbeddedPostgres = {
  /** The address of a database, signed in as the administrator of the server. */
  adminUrl: (database: string) => string
  /** The address of the `throughline` database, signed in as its owner, who is no administrator. */
  ownerUrl: string
  /** The process number of PostgreSQL now. */
  pid: () => number
  /** Stops PostgreSQL in order and gives the data directory back. */
  stop: () => Promise<void>
}

/**
 * The pauses before each new attempt to start PostgreSQL again, in milliseconds; the last one is repeated. We never give
 * up: when the disk was full and somebody has made room, the next attempt succeeds.
 */
const pauses = [0, 200, 500, 1_000, 2_000, 5_000, 10_000]

/** Starts the embedded PostgreSQL and resolves when the `throughline` database can be used. */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  if (process.platform === 'win32') {
    throw new EnvironmentFault(
      'On Windows the embedded PostgreSQL is not supported. Run Throughline in WSL, or set DATABASE_URL.',
    )
  }
  const runAs = chooseRunAs()
  const release = await holdDirectory(options.directory)
  try {
    return await startHeld(options, runAs, release)
  } catch (cause) {
    await release()
    throw cause
  }
}

/** The address of the owner on the PostgreSQL that another process of ours runs in this directory. */
export async function runningOwnerUrl(directory: string): Promise<string> {
  const port = await runningPort(directory)
  if (!port)
    throw new EnvironmentFault(`PostgreSQL is not running in ${directory} at this moment. Try again.`)
  return addressOf({ directory, port, password: await readPassword(directory) }, 'throughline', 'throughline')
}

async function startHeld(
  options: EmbeddedOptions,
  runAs: RunAs,
  release: () => Promise<void>,
): Promise<EmbeddedPostgres> {
  const { directory, durable, report } = options
  const binaries = await prepareBinaries(runAs, directory)
  const password = await initialise({ binaries, directory, runAs, durable })
  const first = await launchOnFreePort({ binaries, directory, runAs, durable })
  const keeper = keepRunning({ binaries, directory, runAs, durable, port: first.port }, first, report)
  const server = { directory, port: first.port, password }
  const url = (user: string, database: string) => addressOf(server, user, database)
  try {
    await createOwner(url('postgres', 'postgres'), password)
  } catch (cause) {
    await keeper.stop()
    throw cause
  }
  return {
    adminUrl: (database) => url('postgres', database),
    ownerUrl: url('throughline', 'throughline'),
    pid: keeper.pid,
    stop: async () => {
      await keeper.stop()
      await release()
    },
  }
}

/** Between asking for a free port and taking it another program may be faster, so a start is tried three times. */
async function launchOnFreePort(start: Omit<Launch, 'port'>): Promise<Postmaster> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await launch({ ...start, port: await freePort() })
    } catch (cause) {
      if (attempt === 3 || !String(cause).includes('Address already in use')) throw cause
    }
  }
}

/** Starts PostgreSQL again whenever it ends without having been asked to. */
function keepRunning(start: Launch, first: Postmaster, report: (sentence: string) => void) {
  let current = first
  let stopping = false
  let failed = 0
  const stopped = new AbortController()

  const watch = async (): Promise<void> => {
    for (;;) {
      const since = performance.now()
      await current.ended
      if (stopping) return
      report(`PostgreSQL (process ${current.pid}) ended unexpectedly; starting it again.`)
      // A PostgreSQL that ran for a minute was healthy: its end is not part of the series before.
      if (performance.now() - since > 60_000) failed = 0
      const next = await startAgain()
      if (!next) return
      current = next
      if (stopping) return next.stop()
      report(`PostgreSQL is running again (process ${current.pid}).`)
    }
  }

  const startAgain = async (): Promise<Postmaster | null> => {
    while (!stopping) {
      await sleep(pauses[failed++] ?? pauses.at(-1), undefined, { signal: stopped.signal }).catch(
        () => undefined,
      )
      if (stopping) return null
      try {
        return await launch(start)
      } catch (cause) {
        report(cause instanceof Error ? cause.message : String(cause))
      }
    }
    return null
  }

  const watching = watch()
  return {
    pid: () => current.pid,
    stop: async () => {
      stopping = true
      stopped.abort()
      await current.stop()
      await watching
    },
  }
}

/** The owner of the tables may create the runtime role and nothing else that an administrator may. */
async function createOwner(adminUrl: string, password: string): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl })
  await admin.connect()
  try {
    const { rows } = await admin.query<{ role: boolean; database: boolean }>(`
      select exists (select 1 from pg_roles where rolname = 'throughline') as role,
             exists (select 1 from pg_database where datname = 'throughline') as database`)
    if (!rows[0]?.role) {
      await admin.query(`create role throughline login createrole password ${admin.escapeLiteral(password)}`)
    }
    if (!rows[0]?.database) await admin.query('create database throughline owner throughline')
  } finally {
    await admin.end()
  }
}
