import assert from 'node:assert/strict'
import test from 'node:test'
import { Refused } from '#kernel/refusal.ts'
import { ask, inTransaction } from '#kernel/run.ts'
import { openTestHouse } from '#test/house.ts'
import { createTenant, processPrincipal } from './index.ts'

const house = await openTestHouse()
const refused = (code: string) => (error: unknown) => error instanceof Refused && error.code === code

test('a principal without a role may do nothing but ask who they are', async () => {
  const nobody = house.as(await house.person('Nobody'))
  await assert.rejects(
    nobody.run('access.createPerson', { name: 'X', email: 'x@example.com' }),
    refused('not_permitted'),
  )
  const answer = await nobody.ask('access.whoAmI')
  assert.equal(answer.name, 'Nobody')
  assert.deepEqual(
    answer.may.map((one: { name: string }) => one.name).filter((name: string) => name === 'access.whoAmI'),
    ['access.whoAmI'],
  )
})

test('a role opens what the contracts say, from its first day to its last', async () => {
  const admin = house.as('administrator')
  const id = await house.person('Ada')
  await admin.run('access.assignRole', {
    principalId: id,
    role: 'administrator',
    validFrom: '2026-03-17',
    validTo: '2026-03-18',
  })
  const list = (today: string) => house.as(id).ask('access.listPrincipals', {}, { today })
  await assert.rejects(list('2026-03-16'), refused('not_permitted'))
  assert.ok((await list('2026-03-18')).items.length > 0)
  await assert.rejects(list('2026-03-19'), refused('not_permitted'))
})

test('an e-mail address belongs to one person', async () => {
  const admin = house.as('administrator')
  await admin.run('access.createPerson', { name: 'Eva', email: 'Eva@example.com' })
  await assert.rejects(
    admin.run('access.createPerson', { name: 'Eve', email: 'eva@EXAMPLE.com' }),
    refused('email_taken'),
  )
})

test('a deactivated person can do nothing any more', async () => {
  const id = await house.person('Leaver', 'administrator')
  await house.as('administrator').run('access.deactivate', { principalId: id })
  await assert.rejects(house.as(id).ask('access.whoAmI'), refused('not_permitted'))
  await assert.rejects(
    house.as('administrator').run('access.deactivate', { principalId: id }),
    refused('principal_inactive'),
  )
})

test('who comes back is let in again with the roles that are told, and none of before', async () => {
  const administrator = house.as('administrator')
  const id = await house.person('Returner', 'controller')
  await assert.rejects(
    administrator.run('access.reactivate', { principalId: id, roles: ['sales'] }),
    refused('principal_active'),
  )
  await administrator.run('access.deactivate', { principalId: id })
  const { revision } = await administrator.run('access.reactivate', { principalId: id, roles: ['sales'] })
  const { active, roles, ...now } = await administrator.ask('access.get', { principalId: id })
  assert.deepEqual([active, now.revision], [true, revision])
  assert.deepEqual(
    roles.map(({ role }: { role: string }) => role),
    ['sales'],
  )
  await assert.rejects(house.as(id).ask('access.listJournal'), refused('not_permitted'))
  await house.as(id).ask('access.whoAmI')
  await assert.rejects(
    house.as('sales').run('access.reactivate', { principalId: id }),
    refused('not_permitted'),
  )
})

test('the process principal of a tenant is one', async () => {
  const ids = await Promise.all(
    [1, 2].map(() =>
      inTransaction(house.house.pool, 'begin', async (tx) => {
        await tx.openTenant(house.tenantId)
        return processPrincipal(tx)
      }),
    ),
  )
  assert.deepEqual(ids, [house.processId, house.processId])
})

test('the people of another firm are not found', async () => {
  const other = await house.otherTenant()
  const stranger = await other.person('Stranger')
  await assert.rejects(
    house.as('administrator').run('access.assignRole', { principalId: stranger, role: 'sales' }),
    refused('principal_not_found'),
  )
})

test('a principal is shown with what it holds and lends, to itself and to those who look after access', async () => {
  const admin = house.as('administrator')
  const id = await house.person('Shown', 'consultant')
  const other = await house.person('Other')
  const { delegationId } = await house.as(id).run('access.delegate', { toId: other, validTo: '2026-12-31' })
  const { assignmentId } = await admin.run('access.assignRole', {
    principalId: id,
    role: 'sales',
    validFrom: '2026-09-01',
  })
  const seen = await house.as(id).ask('access.get', { principalId: id })
  assert.deepEqual(await admin.ask('access.get', { principalId: id }), seen)
  assert.deepEqual(
    seen.roles.map(({ role, validFrom }: { role: string; validFrom: string }) => [role, validFrom]),
    [
      ['consultant', '2026-03-16'],
      ['sales', '2026-09-01'],
    ],
  )
  assert.equal(seen.roles[1].assignmentId, assignmentId)
  assert.equal(seen.delegations[0].delegationId, delegationId)
  await assert.rejects(house.as(other).ask('access.get', { principalId: id }), refused('principal_not_found'))
})

test('an example firm tells everybody whom they may sign in as; a real firm tells nobody anything', async () => {
  const password = 'shown-to-everybody'
  const administrator = { name: 'Ada', email: 'ada@example.org', password }
  const now = Temporal.Instant.from('2026-06-01T08:00:00Z')
  const open = async (slug: string, example: object) => {
    const { tenantId, processId } = await createTenant(house.house.pool, {
      ...{ slug, name: slug, administrator, now },
      ...example,
    })
    return (await ask(
      house.house,
      'access.exampleSignIns',
      {},
      { tenantId, actorId: processId, now, today: '2026-06-01' },
    )) as {
      password: string | null
      people: unknown[]
    }
  }
  assert.deepEqual(await open('an-example', { examplePassword: password }), {
    password,
    people: [{ name: 'Ada', email: 'ada@example.org', roles: ['administrator'] }],
  })
  assert.deepEqual(await open('a-real-firm', {}), { password: null, people: [] })
})
