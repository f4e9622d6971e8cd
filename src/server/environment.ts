/**
 * What the parts of the program stand on: a migrated database of the right kind, and connections to it under a role
 * that owns nothing.
 */

import { fileURLToPath } from 'node:url'
import type pg from 'pg'
import { migrateWorker } from '#engines/exchange'
import { EnvironmentFault } from '#kernel/fault.ts'
import { type Log, openLog } from '#kernel/log.ts'
import { migrate } from '#kernel/migrate.ts'
import { openPool, runtimeUrl } from '#kernel/pool.ts'
import { connectPatiently, placeOf } from './connect.ts'
import { findingsBefore, findingsOfRuntime } from './database-findings.ts'
import { findDataDirectory } from './postgres/data-directory.ts'
import { startEmbedded } from './postgres/embedded.ts'
import { chooseRunAs } from './postgres/run-as.ts'

/** Where the program was unpacked; its migrations and processes lie below. */
export const checkout = fileURLToPath(new URL('../../', import.meta.url))

/** An open environment. `stop` closes the connections and, when the database is ours, the database. */
export type Environment = {
  /** Connections as the runtime role: for `run` and `ask`. */
  pool: pg.Pool
  /** The address that works as the runtime role: for whoever opens connections of its own (jobs, listeners). */
  runtimeUrl: string
  /** The address of the owner of the tables: for what installs tables, and for nothing else. */
  ownerUrl: string
  /** The folder for everything kept outside the database. */
  dataDirectory: string
  /** What the database is, in words for people. */
  database: string
  /** The names of the migrations applied by this start. */
  migrated: string[]
  log: Log
  stop: () => Promise<void>
}

/** What may differ from one opening to the next. */
export type EnvironmentOptions = {
  /** The address of a PostgreSQL to use instead of the embedded one (default: DATABASE_URL). */
  databaseUrl?: string | undefined
  /** The data directory (default: THROUGHLINE_DATA, else .throughline in the checkout). */
  dataDirectory?: string | undefined
  /** False only for a throw-away database. */
  durable?: boolean
  connectionsMax?: number
  log?: Log
  /** Told in sentences what happens that a person may want to know. */
  report?: (sentence: string) => void
}

/** Opens the environment: finds or starts the database, migrates it and checks the rights under which we will work. */
export async function openEnvironment(options: EnvironmentOptions = {}): Promise<Environment> {
  const report = options.report ?? (() => undefined)
  const given = options.databaseUrl ?? process.env['DATABASE_URL']
  // With another PostgreSQL nobody but us has to get into the data directory.
  const runAs = given ? null : chooseRunAs()
  const dataDirectory = await findDataDirectory(checkout, runAs, options.dataDirectory)
  const database = given
    ? { ownerUrl: given, words: `PostgreSQL at ${placeOf(given)}`, stop: async () => undefined }
    : await embedded(dataDirectory, options.durable ?? true, report)
  try {
    const migrated = await prepare(database.ownerUrl, report)
    const url = runtimeUrl(database.ownerUrl)
    const pool = openPool(url, options.connectionsMax ?? 20)
    const stop = async () => {
      await pool.end()
      await database.stop()
    }
    return {
      pool,
      runtimeUrl: url,
      ownerUrl: database.ownerUrl,
      dataDirectory,
      database: database.words,
      migrated,
      log: options.log ?? openLog(),
      stop,
    }
  } catch (cause) {
    await database.stop()
    throw cause
  }
}

async function embedded(directory: string, durable: boolean, report: (sentence: string) => void) {
  const postgres = await startEmbedded({ directory, durable, report })
  return {
    ownerUrl: postgres.ownerUrl,
    words: `the embedded PostgreSQL in ${directory}`,
    stop: postgres.stop,
  }
}

/** Migrates as the owner, then looks at the result with the eyes of the runtime role. */
async function prepare(ownerUrl: string, report: (sentence: string) => void): Promise<string[]> {
  const owner = await connectPatiently(ownerUrl, report)
  let migrated: string[]
  try {
    refuse(await findingsBefore(owner))
    migrated = await migrate(owner, `${checkout}database/migrations`)
  } finally {
    await owner.end()
  }
  await migrateWorker(ownerUrl)
  const runtime = await connectPatiently(runtimeUrl(ownerUrl), report)
  try {
    refuse(await findingsOfRuntime(runtime))
  } finally {
    await runtime.end()
  }
  return migrated
}

function refuse(findings: string[]): void {
  if (findings.length > 0) throw new EnvironmentFault(findings.join('\n'))
}
