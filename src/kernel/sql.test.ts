import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTestDatabase } from '#test/database.ts'
import { inTransaction } from './run.ts'
import { anyOf, compiled, nextRevision, tables } from './sql.ts'

interface Tables {
  'trial.jar': { id: string; label: string; sweets: number; revision: number }
}

const db = tables<Tables>()
const jars = db.selectFrom('trial.jar').select(['id', 'label as title'])

test('the text of a statement by keys does not depend on how many keys there are', () => {
  const one = compiled(jars.where('id', '=', anyOf(['a'])))
  const three = compiled(jars.where('id', '=', anyOf(['a', 'b', 'a', 'c'])))
  assert.equal(one.text, three.text)
  assert.deepEqual(three.values, [['a', 'b', 'c']])
})

test('rows of a builder come as its tables say, and a wrong name or row type does not compile', async (t) => {
  const database = await createTestDatabase(t)
  await database.owner.query(`
    create schema trial;
    create table trial.jar (id text primary key, label text, sweets integer, revision integer)`)
  await inTransaction(database.owner, 'begin', async (tx) => {
    const given = { id: 'a', label: 'Humbugs', sweets: 3, revision: 1 }
    assert.equal(await tx.run(db.insertInto('trial.jar').values(given)), 1)
    const eaten = db.updateTable('trial.jar').set({ sweets: 2, revision: nextRevision })
    const { revision } = await tx.one(eaten.where('id', '=', anyOf(['a', 'b'])).returning('revision'))
    const raised: number = revision
    assert.equal(raised, 2)
    const rows: { id: string; title: string }[] = await tx.rows(jars)
    assert.deepEqual(rows, [{ id: 'a', title: 'Humbugs' }])

    // @ts-expect-error The column has another name.
    const lost = () => db.selectFrom('trial.jar').select('title')
    // @ts-expect-error The rows have no column sweets, whatever the caller says.
    const claimed = () => tx.rows<{ sweets: number }>(jars)
    assert.equal([lost, claimed].length, 2)
  })
})
