import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTestDatabase } from '#test/database.ts'
import { inTransaction } from './run.ts'
import { sql, type Tx } from './sql.ts'

const database = await createTestDatabase()
await database.owner.query('create schema trial; create table trial.jar (sweets integer check (sweets >= 0))')

const put = (tx: Tx, sweets: number) => tx.later(sql`insert into trial.jar (sweets) values (${sweets})`)
const jars = async () =>
  (await database.admin.query('select sweets from trial.jar order by 1')).rows.map((row) => row.sweets)

test('what was sent ahead is committed with everything else', async () => {
  await inTransaction(database.pool, 'begin', async (tx) => put(tx, 1))
  assert.deepEqual(await jars(), [1])
})

test('a write that was sent ahead and failed takes everything down, and says why', async () => {
  const alone = inTransaction(database.pool, 'begin', async (tx) => {
    put(tx, 2)
    put(tx, -1)
  })
  await assert.rejects(alone, /jar_sweets_check/)
  const followed = inTransaction(database.pool, 'begin', async (tx) => {
    put(tx, -1)
    return tx.one(sql`select 1`)
  })
  await assert.rejects(followed, /jar_sweets_check/)
  assert.deepEqual(await jars(), [1])
})

test('inside a savepoint it fails with the savepoint, and the rest goes on', async () => {
  await inTransaction(database.pool, 'begin', async (tx) => {
    put(tx, 3)
    await assert.rejects(
      tx.savepoint(async () => put(tx, -1)),
      /jar_sweets_check/,
    )
    put(tx, 4)
  })
  assert.deepEqual(await jars(), [1, 3, 4])
})
