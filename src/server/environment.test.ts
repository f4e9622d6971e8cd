import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import type { ClientBase } from 'pg'
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '#test/database.ts'
import { temporaryDirectory } from '#test/temporary.ts'
import { findingsBefore, findingsOfRuntime } from './database-findings.ts'
import { openEnvironment } from './environment.ts'

async function openOn(t: TestContext, databaseUrl: string) {
  return openEnvironment({ databaseUrl, dataDirectory: await temporaryDirectory(t) })
}

test('a given database is migrated by its owner and used as the runtime role in UTC', async (t) => {
  const database = await createEmptyDatabase(t)
  const environment = await openOn(t, database.ownerUrl)
  const { rows } = await environment.pool.query(`select current_user, current_setting('timezone') as zone`)
  await environment.stop()
  assert.deepEqual(rows, [{ current_user: 'throughline_runtime', zone: 'UTC' }])
  assert.ok(environment.migrated.length > 0)
})

test('a later start on the same database has nothing to migrate', async (t) => {
  const database = await createTestDatabase(t)
  const environment = await openOn(t, database.ownerUrl)
  await environment.stop()
  assert.deepEqual(environment.migrated, [])
})

test('a tenant table without forced row-level security keeps the program from starting', async (t) => {
  const database = await createTestDatabase(t)
  await database.owner.query('alter table kernel.journal no force row level security')
  await assert.rejects(openOn(t, database.ownerUrl), /kernel\.journal is not under forced.*kernel\.protect/)
})

test('an address that is none, and a database that does not exist, are told without the password', async (t) => {
  const database = await createEmptyDatabase(t)
  await assert.rejects(openOn(t, 'my database'), /DATABASE_URL is not an address/)
  const missing = new URL(database.ownerUrl)
  missing.pathname = '/nowhere'
  await assert.rejects(openOn(t, missing.href), (cause: Error) => {
    assert.match(cause.message, /database "nowhere" does not exist/)
    assert.ok(!cause.message.includes(missing.password))
    return true
  })
})

test('a lost connection is replaced without ending the program', async (t) => {
  const database = await createTestDatabase(t)
  const environment = await openOn(t, database.ownerUrl)
  await environment.pool.query('select 1')
  await database.admin.query(`
    select pg_terminate_backend(pid)
    from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`)
  // The first question may still meet the dead connection; the next one has a new one.
  await environment.pool.query('select 1').catch(() => undefined)
  const { rows } = await environment.pool.query('select 1 as one')
  await environment.stop()
  assert.deepEqual(rows, [{ one: 1 }])
})

/** Asks the question in a transaction that is rolled back: roles belong to the whole server, other tests use it too. */
async function within<T>(
  database: TestDatabase,
  statements: string,
  ask: (client: ClientBase) => Promise<T>,
): Promise<T> {
  const client = await database.admin.connect()
  try {
    await client.query(`begin; ${statements}`)
    return await ask(client)
  } finally {
    await client.query('rollback')
    client.release()
  }
}

/** The superuser and the owner of the tables on the server of the tests, and what is said of each. */
const one = await createEmptyDatabase()
const superuser = (await one.admin.query<{ name: string }>('select current_user as name')).rows[0]?.name
const owner = new URL(one.ownerUrl).username

const roles: [string, string, RegExp | null][] = [
  ['the runtime role', 'set local role throughline_runtime', null],
  ['a superuser', '', new RegExp(`is a superuser.*alter role ${superuser} nosuperuser`)],
  [
    'a role that bypasses row-level security',
    'create role passer bypassrls; grant usage on schema kernel to passer; set local role passer',
    /alter role passer nobypassrls/,
  ],
  [
    'the owner of the tables',
    `set local role ${owner}`,
    new RegExp(`${owner} has the rights of the owner of`),
  ],
  [
    'a member of the owner',
    `create role heir in role ${owner}; set local role heir`,
    /heir has the rights of the owner of/,
  ],
]

for (const [story, statements, expected] of roles) {
  test(`${story} is ${expected ? 'refused as the role to work under' : 'the role to work under'}`, async (t) => {
    const database = await createTestDatabase(t)
    const findings = await within(database, statements, findingsOfRuntime)
    if (expected) assert.match(findings.join('\n'), expected)
    else assert.deepEqual(findings, [])
  })
}

test('a database in another encoding is refused with the way to make one that fits', async (t) => {
  const database = await createEmptyDatabase(t)
  const name = `test_latin_${process.pid}`
  await database.admin.query(
    `create database ${name} encoding 'SQL_ASCII' template template0 locale_provider libc locale 'C'`,
  )
  const url = new URL(database.ownerUrl)
  url.pathname = `/${name}`
  try {
    await assert.rejects(openOn(t, url.href), /encoded in SQL_ASCII.*encoding 'UTF8'/)
  } finally {
    await database.admin.query(`drop database ${name} with (force)`)
  }
})

test('the server the tests run on has nothing to complain about', async (t) => {
  const database = await createEmptyDatabase(t)
  const owner = await database.owner.connect()
  const findings = await findingsBefore(owner)
  owner.release()
  assert.deepEqual(findings, [])
})
