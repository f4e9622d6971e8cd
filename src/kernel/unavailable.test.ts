import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTestDatabase } from '#test/database.ts'
import { Refused } from './refusal.ts'
import { asUnavailable } from './unavailable.ts'

const database = await createTestDatabase()

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
    const error = await raised.then(
      () => undefined,
      (cause: unknown) => cause,
    )
    const told = asUnavailable(error)
    if (code) assert.equal(told instanceof Refused && told.code, code)
    else assert.equal(told, error)
  })
}
