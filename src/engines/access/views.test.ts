/** Views of lists: kept by a person, shown to others, changed by nobody else. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refused } from '#kernel/refusal.ts'
import { openTestHouse } from '#test/house.ts'

const house = await openTestHouse()
const refusedWith = (code: string) => (error: unknown) => error instanceof Refused && error.code === code
const sam = house.as(await house.person('Sam', 'sales'))
const sue = house.as(await house.person('Sue', 'sales'))
const carl = house.as(await house.person('Carl', 'controller'))
const list = 'opportunities.list'
const nobody = '0199d8a0-0000-7000-8000-0000000000ff'

type Person = typeof sam
const seenBy = async (person: Person) =>
  (await person.ask('access.listViews', { list })).items.map(
    ({ name, values, own }: { name: string; values: object; own: boolean }) => [name, values, own],
  )
const save = (person: Person, name: string, values: object) =>
  person.run('access.saveView', { list, name, values })

test('a view is kept for its owner, replaced by its name, renamed and forgotten', async () => {
  const { viewId } = await save(sam, 'Latest', { sort: '-expectedClose' })
  assert.equal((await save(sam, 'Latest', { sort: 'name' })).viewId, viewId)
  assert.deepEqual(await seenBy(sam), [['Latest', { sort: 'name' }, true]])
  assert.deepEqual(await seenBy(sue), [])
  const other = await save(sam, 'Lost', { state: 'lost' })
  await assert.rejects(
    sam.run('access.changeView', { viewId: other.viewId, name: 'Latest' }),
    refusedWith('view_name_taken'),
  )
  await sam.run('access.changeView', { viewId, name: 'By name' })
  await sam.run('access.deleteView', { viewId: other.viewId })
  assert.deepEqual(await seenBy(sam), [['By name', { sort: 'name' }, true]])
  await sam.run('access.deleteView', { viewId })
})

test('a view is shown to a role, to the firm, or to nobody else, and stays its owner’s', async () => {
  const { viewId } = await save(sam, 'Open deals', { state: 'open' })
  await sam.run('access.changeView', { viewId, sharedWith: 'sales' })
  assert.deepEqual(await seenBy(sue), [['Open deals', { state: 'open' }, false]])
  assert.deepEqual(await seenBy(carl), [])
  await sam.run('access.changeView', { viewId, sharedWith: 'everyone' })
  assert.equal((await seenBy(carl)).length, 1)
  await assert.rejects(
    sam.run('access.changeView', { viewId, sharedWith: 'no-such-role' }),
    refusedWith('unknown_role'),
  )
  await assert.rejects(sue.run('access.deleteView', { viewId }), refusedWith('view_not_found'))
  await assert.rejects(
    sue.run('access.changeView', { viewId, name: 'Mine now' }),
    refusedWith('view_not_found'),
  )
  await sam.run('access.changeView', { viewId, sharedWith: null })
  assert.deepEqual(await seenBy(carl), [])
  await assert.rejects(sam.run('access.deleteView', { viewId: nobody }), refusedWith('view_not_found'))
})

test('an administrator takes away what somebody who left has shown to the firm', async () => {
  const { viewId } = await save(sue, 'Left behind', {})
  await sue.run('access.changeView', { viewId, sharedWith: 'everyone' })
  await house.as('administrator').run('access.deleteView', { viewId })
  assert.ok(!(await seenBy(carl)).some(([name]: [string]) => name === 'Left behind'))
})
