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
 * (`test/server.ts`). The migrations run once per state of the migrations folder, in a template that is then cloned.
 *
 * THROUGHLINE_TEST_DATABASE_URL names another server instead, by the address of a superuser.
 */

import { createHash, randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { after } from 'node:test'
import pg from 'pg'
import { migrateWorker } from '#engines/exchange'
import { migrate, readMigrations, runtimeRole } from '#kernel/migrate.ts'
import { openPool, runtimeUrl } from '#kernel/pool.ts'
import { checkout, joinServer, type TestServer } from './server.ts'

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
  return create(scope, clone)
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

const ownerOf = (admin: pg.Client, server: TestServer) =>
  admin.escapeIdentifier(new URL(server.ownerUrl).username)

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

/** Clones the template; makes it first when there is none for these migrations. */
async function clone(admin: pg.Client, server: TestServer, name: string): Promise<void> {
  const template = await templateName()
  for (;;) {
    const { rowCount } = await admin.query('select 1 from pg_database where datname = $1 and datistemplate', [
      template,
    ])
    if (!rowCount) await makeTemplate(admin, server, template)
    try {
      await admin.query(
        `create database ${name} template ${template} strategy file_copy owner ${ownerOf(admin, server)}`,
      )
      return
    } catch (cause) {
      // Somebody who tests other migrations in the same checkout has just removed this template.
      if ((cause as pg.DatabaseError).code !== '3D000') throw cause
    }
  }
}

/** The name follows from everything that decides what is in the template. */
async function templateName(): Promise<string> {
  const hash = createHash('sha256')
  for (const source of ['src/kernel/migrate.ts', 'src/engines/exchange/worker-schema.ts', 'test/database.ts'])
    hash.update(await readFile(`${checkout}/${source}`))
  for (const migration of await readMigrations(folder)) hash.update(`${migration.name} ${migration.sha256}\n`)
  return `template_${checkoutKey()}_${hash.digest('hex').slice(0, 16)}`
}

const checkoutKey = () => createHash('sha256').update(checkout).digest('hex').slice(0, 8)

/** Builds under another name and renames, so that a template that exists is a whole one. */
async function makeTemplate(admin: pg.Client, server: TestServer, template: string): Promise<void> {
  await admin.query('select pg_advisory_lock(hashtextextended($1, 0))', [checkoutKey()])
  try {
    const { rowCount } = await admin.query('select 1 from pg_database where datname = $1', [template])
    if (rowCount) return
    await dropOldTemplates(admin)
    const draft = `draft_${checkoutKey()}`
    await admin.query(`drop database if exists ${draft} with (force)`)
    await admin.query(`create database ${draft} owner ${ownerOf(admin, server)}`)
    await withClient(onDatabase(server.ownerUrl, draft), (owner) => migrate(owner, folder))
    await migrateWorker(onDatabase(server.ownerUrl, draft))
    await admin.query(`alter database ${draft} rename to ${template}`)
    await admin.query(`alter database ${template} with is_template true allow_connections false`)
  } finally {
    await admin.query('select pg_advisory_unlock(hashtextextended($1, 0))', [checkoutKey()])
  }
}

async function dropOldTemplates(admin: pg.Client): Promise<void> {
  const { rows } = await admin.query<{ datname: string }>(
    `select datname from pg_database where datname like 'template\\_' || $1 || '\\_%'`,
    [checkoutKey()],
  )
  for (const { datname } of rows) {
    await admin.query(`alter database ${datname} with is_template false`)
    await admin.query(`drop database ${datname} with (force)`)
  }
}

async function withClient<T>(connectionString: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

function onDatabase(url: string, name: string): string {
  const other = new URL(url)
  other.pathname = `/${name}`
  return other.href
}
