import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTestDatabase } from './database.ts'

test('the program reaches its database as a role that owns nothing', async (t) => {
  const database = await createTestDatabase(t)
  const { rows } = await database.pool.query(`
    select current_user, rolsuper, rolbypassrls
    from pg_roles
    where rolname = current_user`)
  assert.deepEqual(rows, [{ current_user: 'throughline_runtime', rolsuper: false, rolbypassrls: false }])
})

test('the owner of the tables is no administrator, as in production', async (t) => {
  const database = await createTestDatabase(t)
  const { rows } = await database.owner.query(`
    select rolsuper
    from pg_roles
    where rolname = current_user`)
  assert.deepEqual(rows, [{ rolsuper: false }])
})

test('two test databases share nothing', async (t) => {
  const [one, other] = await Promise.all([createTestDatabase(t), createTestDatabase(t)])
  await one.owner.query('create table public.mark (note text)')
  const { rows } = await other.owner.query(`select to_regclass('public.mark') as mark`)
  assert.deepEqual(rows, [{ mark: null }])
})

test('a test database is gone after its end', async (t) => {
  const watcher = await createTestDatabase(t)
  const database = await createTestDatabase(t)
  const { rows } = await database.admin.query<{ name: string }>('select current_database() as name')
  await database.end()
  const left = await watcher.admin.query('select 1 from pg_database where datname = $1', [rows[0]?.name])
  assert.equal(left.rowCount, 0)
})
