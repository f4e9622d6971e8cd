import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTestDatabase } from '#test/database.ts'
import { compiled, json, sql } from './sql.ts'

const database = await createTestDatabase()

test('values come back as what they are', async () => {
  const client = await database.pool.connect()
  try {
    const { rows } = await client.query(`
      select 9007199254740993::bigint as big, 1.10::numeric as number, date '2026-03-31' as day,
        timestamptz '2026-03-31 12:00:00.5+02' as moment, '{1,2}'::bigint[] as bigs, array[date '2026-01-01'] as days`)
    assert.equal(rows[0].big, 9_007_199_254_740_993n)
    assert.equal(rows[0].number, '1.10')
    assert.equal(rows[0].day, '2026-03-31')
    assert.equal(rows[0].moment.toString(), '2026-03-31T10:00:00.5Z')
    assert.deepEqual(rows[0].bigs, [1n, 2n])
    assert.deepEqual(rows[0].days, ['2026-01-01'])
  } finally {
    client.release()
  }
  assert.deepEqual(compiled(sql`select ${json({ big: 1n })}`).values, ['{"big":"1"}'])
})
