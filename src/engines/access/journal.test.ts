import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#kernel/id.ts'
import { Refused } from '#kernel/refusal.ts'
import { openTestHouse } from '#test/house.ts'

const { as, person } = await openTestHouse()
const administrator = as('administrator')

test('an auditor reads who did what to somebody, before and after, and what was said', async () => {
  const ada = await person('Ada', 'consultant')
  await administrator.run('access.assignRole', { principalId: ada, role: 'billing' })
  await administrator.run('access.deactivate', { principalId: ada })
  const { items } = await as('controller').ask('access.history', { objectType: 'principal', objectId: ada })
  assert.deepEqual(
    items.map((entry: { command: string; actorName: string }) => [entry.command, entry.actorName]),
    [
      ['access.createPerson', 'Admin'],
      ['access.assignRole', 'Admin'],
      ['access.deactivate', 'Admin'],
    ],
  )
  const entry = await as('controller').ask('access.getJournalEntry', { journalId: items[1].id })
  assert.equal(entry.input.role, 'billing')
  assert.ok(entry.objects.some((object: { objectId: string }) => object.objectId === ada))
})

test('the journal is searched by command and actor, newest first if wanted', async () => {
  const actorId = await administrator.principalId
  const all = (
    await as('executive').ask('access.listJournal', { actorId, command: 'access.createPerson', sort: '-at' })
  ).items
  assert.ok(all.length > 1)
  assert.deepEqual(
    all.map((entry: { id: string }) => entry.id),
    [...all]
      .map((entry: { id: string }) => entry.id)
      .sort()
      .reverse(),
  )
})

test('the journal of a time begins with the moment asked for and ends before the last', async () => {
  await person('Tim', 'consultant')
  const auditor = as('controller')
  const { items } = await auditor.ask('access.listJournal', { sort: '-at', limit: 1 })
  const at: string = items[0].at
  const next = Temporal.Instant.from(at).add({ milliseconds: 1 }).toString()
  const idsOf = async (input: { since?: string; until?: string }) =>
    (await auditor.ask('access.listJournal', { ...input, sort: '-at' })).items.map(
      (entry: { id: string }) => entry.id,
    )
  assert.ok((await idsOf({ since: at })).includes(items[0].id))
  assert.ok(!(await idsOf({ until: at })).includes(items[0].id))
  assert.deepEqual(await idsOf({ since: next }), [])
})

test('an entry that does not exist is not found', async () => {
  await assert.rejects(
    as('controller').ask('access.getJournalEntry', { journalId: newId() }),
    (error) => error instanceof Refused && error.code === 'journal_entry_not_found',
  )
})

test('who signed in is told by the journal, and found by it', async () => {
  const password = 'a long enough sentence'
  const email = 'sue@example.com'
  const { principalId: sue } = await administrator.run('access.createPerson', {
    name: 'Sue',
    email,
    password,
  })
  const nobody = as('00000000-0000-0000-0000-000000000000')
  const { sessionId } = await nobody.run('access.signIn', { email, password })
  const auditor = as('controller')
  const found = await auditor.ask('access.listJournal', { actorId: sue, command: 'access.signIn' })
  assert.deepEqual(
    found.items.map(({ actorName }: { actorName: string }) => actorName),
    ['Sue'],
  )
  const entry = await auditor.ask('access.getJournalEntry', { journalId: found.items[0].id })
  assert.deepEqual([entry.actorName, entry.output.sessionId], ['Sue', sessionId])
  const others = await auditor.ask('access.listJournal', {
    actorId: await administrator.principalId,
    limit: 200,
  })
  assert.ok(others.items.every(({ command }: { command: string }) => command !== 'access.signIn'))
})
