import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { createTestDatabase } from '#test/database.ts'
import { openPool } from './pool.ts'
import { Refused } from './refusal.ts'
import { asUnavailable } from './unavailable.ts'

const database = await createTestDatabase()

const errorOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (cause: unknown) => cause,
  )

/** What PostgreSQL reports, by its own name for it, and what the caller is told; null stays a fault. */
const failures: [string, string, string | null][] = [
  ['a full disk', 'disk_full', 'database_full'],
  ['no memory', 'out_of_memory', 'database_unavailable'],
  ['a shutdown', 'admin_shutdown', 'database_unavailable'],
  ['a crash', 'crash_shutdown', 'database_unavailable'],
  ['a start', 'cannot_connect_now', 'database_unavailable'],
  ['a broken rule', 'check_violation', null],
]

for (const [story, condition, code] of failures) {
  test(`${story} of the database is ${code ?? 'a fault'} to the caller`, async () => {
    const raised = database.pool.query(
      `do $$ begin raise exception 'no' using errcode = '${condition}'; end $$`,
    )
    const error = await errorOf(raised)
    const told = asUnavailable(error)
    if (code) assert.equal(told instanceof Refused && told.code, code)
    else assert.equal(told, error)
  })
}

test('every statement on a connection that was lost is database_unavailable, not only the first', async () => {
  const client = await database.pool.connect()
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  await database.admin.query('select pg_terminate_backend($1)', [rows[0]?.pid])
  for (const when of ['at once', 'later']) {
    const told = asUnavailable(await errorOf(client.query('select 1')))
    assert.equal(told instanceof Refused && told.code, 'database_unavailable', `${when}: ${told}`)
    await sleep(20)
  }
  client.release(true)
})

test('a program that is about to end refuses what comes too late', async () => {
  const pool = openPool(database.url, 1)
  await pool.end()
  const told = asUnavailable(await errorOf(pool.query('select 1')))
  assert.equal(told instanceof Refused && told.code, 'database_unavailable')
})
