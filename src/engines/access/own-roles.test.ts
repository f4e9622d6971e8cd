/** The firm's own roles after they are made, and all delegations. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refused } from '#kernel/refusal.ts'
import { openTestHouse } from '#test/house.ts'

const house = await openTestHouse()
const administrator = house.as('administrator')
const refusedWith = (code: string) => (error: unknown) => error instanceof Refused && error.code === code
const auditor = { role: 'auditor', title: 'Auditor', commands: [{ name: 'access.listPrincipals' }] }
const included = async (role: string) => {
  const { items } = await administrator.ask('access.listRoles')
  return items.find((one: { role: string }) => one.role === role)
}

test('a changed role counts at once for those who hold it', async () => {
  await administrator.run('access.createRole', auditor)
  const vera = await house.person('Vera', 'auditor')
  await assert.rejects(house.as(vera).ask('ledger.listBooks'), refusedWith('not_permitted'))
  const change = { role: 'auditor', title: 'Internal audit', commands: [{ name: 'ledger.listBooks' }] }
  await assert.rejects(
    administrator.run('access.changeRole', change, { ifMatch: 2 }),
    refusedWith('stale_revision'),
  )
  const changed = await administrator.run('access.changeRole', change, { ifMatch: 1 })
  assert.deepEqual(changed, { role: 'auditor', holders: 1, revision: 2 })
  await house.as(vera).ask('ledger.listBooks')
  await assert.rejects(house.as(vera).ask('access.listPrincipals'), refusedWith('not_permitted'))
  const role = await included('auditor')
  assert.deepEqual(
    [role.title, role.commands],
    ['Internal audit', [{ name: 'ledger.listBooks', scope: 'all' }]],
  )
  await administrator.run('access.changeRole', { role: 'auditor', title: 'Audit' })
  assert.deepEqual((await included('auditor')).commands, role.commands)
})

test('a role is not changed into what its holders may not hold together', async () => {
  await administrator.run('access.createRole', { ...auditor, role: 'helper' })
  const both = await house.person('Both', 'controller', 'helper')
  const commands = [{ name: 'access.createRole' }]
  await assert.rejects(
    administrator.run('access.changeRole', { role: 'helper', commands }),
    refusedWith('roles_conflict'),
  )
  assert.deepEqual((await included('helper')).commands, [{ name: 'access.listPrincipals', scope: 'all' }])
  const { roles } = await administrator.ask('access.get', { principalId: both })
  const held = roles.find((one: { role: string }) => one.role === 'controller')
  await administrator.run('access.removeRole', { assignmentId: held.assignmentId })
  await administrator.run('access.changeRole', { role: 'helper', commands })
})

test('a role is changed only into what there is, and only a role of the firm', async () => {
  const change = (input: object) => administrator.run('access.changeRole', { role: 'auditor', ...input })
  const rows: readonly (readonly [object, string])[] = [
    [{ role: 'controller' }, 'role_is_shipped'],
    [{ role: 'nobody' }, 'unknown_role'],
    [{ commands: [{ name: 'memos.write' }] }, 'unknown_command'],
    [{ commands: [{ name: 'ledger.listBooks', scope: 'own' }] }, 'scope_not_honoured'],
    [{ commands: [{ name: 'access.createRole' }, { name: 'ledger.post' }] }, 'roles_conflict'],
  ]
  for (const [input, code] of rows) await assert.rejects(change(input), refusedWith(code), code)
})

test('a role is deleted when nobody holds it', async () => {
  await administrator.run('access.createRole', { ...auditor, role: 'trainee' })
  const tom = await house.person('Tom', 'trainee')
  const remove = (role: string) => administrator.run('access.deleteRole', { role })
  await assert.rejects(remove('trainee'), refusedWith('role_in_use'))
  const { roles } = await administrator.ask('access.get', { principalId: tom })
  await administrator.run('access.removeRole', { assignmentId: roles[0].assignmentId })
  assert.deepEqual(await remove('trainee'), { role: 'trainee' })
  assert.equal(await included('trainee'), undefined)
  await assert.rejects(remove('trainee'), refusedWith('unknown_role'))
  await assert.rejects(remove('sales'), refusedWith('role_is_shipped'))
})

test('everybody sees the delegations they gave and were given, the administrator all', async () => {
  const [ann, bob, cleo] = [await house.person('Ann'), await house.person('Bob'), await house.person('Cleo')]
  const delegate = (from: string, toId: string, validTo: string) =>
    house.as(from).run('access.delegate', { toId, validTo, commands: ['access.whoAmI'] })
  await delegate(ann, bob, '2026-04-30')
  const { delegationId } = await delegate(cleo, bob, '2026-05-31')
  const seen = async (who: string, filter = {}) =>
    (await house.as(who).ask('access.listDelegations', filter)).items.map(
      ({ from, to, validTo }: { from: { name: string }; to: { name: string }; validTo: string }) => [
        from.name,
        to.name,
        validTo,
      ],
    )
  const anns = ['Ann', 'Bob', '2026-04-30']
  const cleos = ['Cleo', 'Bob', '2026-05-31']
  assert.deepEqual(await seen(ann), [anns])
  assert.deepEqual(await seen(ann, { principalId: cleo }), [])
  assert.deepEqual(await seen(bob, { sort: 'validTo' }), [anns, cleos])
  assert.deepEqual(await seen(house.administratorId, { sort: 'validTo' }), [anns, cleos])
  await house.as(cleo).run('access.revokeDelegation', { delegationId })
  assert.deepEqual(await seen(house.administratorId), [anns])
  assert.deepEqual(await seen(cleo, { ended: true }), [cleos])
})
