/**
 * A database of its own for every test file, on a real PostgreSQL.
 *
 *     import { createTestDatabase } from '#test/database.ts'
 *
 *     const database = await createTestDatabase()              // at the top of a test file, or inside a test: (t)
 *     await database.pool.query('select 1')                    // as the runtime role, like the program
 *     await database.owner.query('alter table …')              // as the owner of the tables, bound by forced security too
 *     await database.admin.query('select … from …')            // as the administrator, who sees the rows of all tenants
 *
 * It is dropped after the file (or after the test whose context was given). Nothing has to be installed or started: the
 * first test process starts the embedded PostgreSQL on throw-away files in memory, or in the temporary folder, one
 * server a checkout, shared by the test files that run side by side; it stops a minute after the last of them
 * (`test/server.ts`). The migrations run once per state of the migrations folder, in a template that is then cloned
 * (`test/templates.ts`).
 *
 * THROUGHLINE_TEST_DATABASE_URL names another server instead, by the address of a superuser.
 */

import { createHash, randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { after } from 'node:test'
import type pg from 'pg'
import { migrateWorker } from '#engines/exchange'
import { migrate, readMigrations, runtimeRole } from '#kernel/migrate.ts'
import { openPool, runtimeUrl } from '#kernel/pool.ts'
import { checkout, joinServer, type TestServer } from './server.ts'
import { copyTemplate, onDatabase, ownerOf, type Template, withClient } from './templates.ts'

/** A database that only the calling test uses. */
export type TestDatabase = {
  /** The address as the program uses it: every statement runs as the runtime role, bound by row-level security. */
  url: string
  /** The address of the owner of the tables. */
  ownerUrl: string
  /** Connections as the runtime role. */
  pool: pg.Pool
  /** Connections as the owner. */
  owner: pg.Pool
  /** Connections as the administrator of the server, whom row-level security does not bind: to look at everything. */
  admin: pg.Pool
  /** Closes the pools and drops the database. Called after the test by itself; calling it twice is fine. */
  end: () => Promise<void>
}

/** Anything that can run something at its end: a test context, or the test file itself. */
type Scope = { after: (work: () => Promise<void>) => void }

const file: Scope = { after: (work) => after(work) }
const folder = `${checkout}/database/migrations`

/** Clones a migrated database and drops it when the scope ends: the test file, or the given test. */
export async function createTestDatabase(scope: Scope = file): Promise<TestDatabase> {
  const { database } = await createCopy(migrated, scope)
  return database
}

/** Clones a template, with what is known about it; the clone is dropped when the scope ends. */
export async function createCopy(
  template: Template,
  scope: Scope = file,
): Promise<{ readonly database: TestDatabase; readonly known: string }> {
  let known = ''
  const database = await create(scope, async (admin, server, name) => {
    known = await copyTemplate(admin, server, name, template)
  })
  return { database, known }
}

/** A database without any table, for what migrates by itself. Dropped when the scope ends. */
export async function createEmptyDatabase(scope: Scope = file): Promise<TestDatabase> {
  return create(scope, async (admin, server, name) => {
    await admin.query(`create database ${name} owner ${ownerOf(admin, server)}`)
  })
}

type Create = (admin: pg.Client, server: TestServer, name: string) => Promise<void>

async function create(scope: Scope, createDatabase: Create): Promise<TestDatabase> {
  const server = await findServer()
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await withClient(server.adminUrl, (client) => createDatabase(client, server, name))
  const ownerUrl = onDatabase(server.ownerUrl, name)
  const url = runtimeUrl(ownerUrl)
  const pool = openPool(url)
  const owner = openPool(ownerUrl)
  const admin = openPool(onDatabase(server.adminUrl, name))
  const end = async () => {
    await Promise.all([pool.end(), owner.end(), admin.end()])
    await withClient(server.adminUrl, (client) =>
      client.query(`drop database if exists ${name} with (force)`),
    )
  }
  let ended: Promise<void> | undefined
  const endOnce = () => {
    ended ??= end()
    return ended
  }
  scope.after(endOnce)
  return { url, ownerUrl, pool, owner, admin, end: endOnce }
}

async function findServer(): Promise<TestServer> {
  const given = process.env['THROUGHLINE_TEST_DATABASE_URL']
  if (!given) return joinServer()
  prepared ??= withClient(given, (admin) => createOwner(admin, given))
  await prepared
  return { adminUrl: given, ownerUrl: ownerOn(given).href }
}

let prepared: Promise<void> | undefined

/** On a given server the tables belong to a user of the tests' own, whose password only the administrator can derive. */
function ownerOn(given: string): URL {
  const url = new URL(given)
  url.username = 'throughline_test'
  url.password = createHash('sha256').update(`owner of the tests on ${given}`).digest('hex')
  return url
}

async function createOwner(admin: pg.Client, given: string): Promise<void> {
  const { username, password } = ownerOn(given)
  await admin.query('select pg_advisory_lock(hashtextextended($1, 0))', [username])
  const { rowCount } = await admin.query('select 1 from pg_roles where rolname = $1', [username])
  if (!rowCount) await admin.query(`create role ${username} login createrole`)
  await admin.query(`alter role ${username} password ${admin.escapeLiteral(password)}`)
  const runtime = await admin.query('select 1 from pg_roles where rolname = $1', [runtimeRole])
  if (runtime.rowCount) await admin.query(`grant ${runtimeRole} to ${username} with set true, inherit false`)
}

/** What every database of the tests begins with: the tables, and those of the worker. */
export const migrated: Template = {
  kind: 'migrated',
  key: async () => {
    const migrations = await readMigrations(folder)
    const own = ['src/kernel/migrate.ts', 'src/engines/exchange/worker-schema.ts', 'test/database.ts']
    return [
      ...migrations.map(({ name, sha256 }) => `${name} ${sha256}`),
      ...(await Promise.all(own.map((source) => readFile(`${checkout}/${source}`, 'utf8')))),
    ].join('\n')
  },
  fill: async (ownerUrl) => {
    await withClient(ownerUrl, (owner) => migrate(owner, folder))
    await migrateWorker(ownerUrl)
    return ''
  },
}
