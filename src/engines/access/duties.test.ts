import assert from 'node:assert/strict'
import test from 'node:test'
import { z } from 'zod'
import { command } from '#kernel/contract.ts'
import { handle, isHandler } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { openTestHouse } from '#test/house.ts'
import { type ConflictRule, conflictBetween } from './conflicts.ts'
import { widestScope } from './roles.ts'

const contractOf = (verb: string, more: object) =>
  command({
    name: `memos.${verb}`,
    summary: 'A memo, for this test.',
    input: z.strictObject({ memo: z.string() }),
    output: z.object({ scope: z.string() }),
    refusals: [],
    touches: ['memo'],
    target: 'memo',
    roles: { sales: 'all', controller: 'all' },
    examples: [{ memo: 'm' }],
    ...more,
  })
const make = contractOf('make', {
  roles: { sales: 'all', controller: 'all', consultant: 'own' },
  scopes: ['own'],
})
const approve = contractOf('approve', { notAfter: ['memos.make'] })
const memos = [make, approve].map((contract) =>
  handle(contract, async ({ scope }, { memo }) => ({
    output: { scope },
    touched: [{ type: 'memo', id: memo }],
  })),
)
const memosRoom = { name: 'memos', layer: 'flow' as const, handlers: (memos as unknown[]).filter(isHandler) }
const house = await openTestHouse(undefined, { moreRooms: [memosRoom] })
const refused = (code: string) => (error: unknown) => error instanceof Refused && error.code === code
const validTo = '2026-12-31'

test('nobody approves what they made, and somebody else may', async () => {
  const [maker, checker] = [await house.person('Maker', 'sales'), await house.person('Checker', 'sales')]
  await house.as(maker).run('memos.make', { memo: 'one' })
  await assert.rejects(house.as(maker).run('memos.approve', { memo: 'one' }), refused('own_approval'))
  await house.as(maker).run('memos.approve', { memo: 'of somebody else' })
  await house.as(checker).run('memos.approve', { memo: 'one' })
})

test('a delegate acts with the authority of the other and in both names', async () => {
  const [boss, helper] = [await house.person('Boss', 'sales'), await house.person('Helper')]
  const forBoss = { onBehalfOf: boss }
  await assert.rejects(house.as(helper).run('memos.make', { memo: 'two' }, forBoss), refused('not_permitted'))
  const { delegationId } = await house
    .as(boss)
    .run('access.delegate', { toId: helper, commands: ['memos.make'], validTo })
  assert.deepEqual((await house.as(helper).ask('access.whoAmI')).mayActFor[0].principalId, boss)
  await house.as(helper).run('memos.make', { memo: 'two' }, forBoss)
  await assert.rejects(
    house.as(helper).run('memos.approve', { memo: 'x' }, forBoss),
    refused('not_permitted'),
  )
  await assert.rejects(
    house.as(helper).run('memos.make', { memo: 'two' }, { ...forBoss, today: '2027-01-01' }),
    refused('not_permitted'),
  )
  await assert.rejects(
    house.as(boss).run('memos.approve', { memo: 'two' }),
    refused('own_approval'),
    'made in the name of the boss',
  )
  await house.as(helper).run('access.revokeDelegation', { delegationId })
  await assert.rejects(house.as(helper).run('memos.make', { memo: 'two' }, forBoss), refused('not_permitted'))
  await assert.rejects(
    house.as(helper).run('access.revokeDelegation', { delegationId }),
    refused('delegation_not_found'),
  )
})

test('a delegation does not carry an approval back to the maker, whichever way it points', async () => {
  const maker = await house.person('Ann', 'sales')
  const checker = await house.person('Bob', 'sales')
  await house.as(maker).run('memos.make', { memo: 'three' })
  await house.as(checker).run('access.delegate', { toId: maker, validTo })
  await assert.rejects(
    house.as(maker).run('memos.approve', { memo: 'three' }, { onBehalfOf: checker }),
    refused('own_approval'),
  )
  const { delegationId } = await house
    .as(maker)
    .run('access.delegate', { toId: checker, commands: ['memos.approve'], validTo })
  await assert.rejects(
    house.as(checker).run('memos.approve', { memo: 'three' }, { onBehalfOf: maker }),
    refused('own_approval'),
  )
  await assert.rejects(
    house.as(checker).run('memos.approve', { memo: 'three' }),
    refused('own_approval'),
    'who holds the authority of the maker does not approve for them in another name either',
  )
  await house.as(maker).run('access.revokeDelegation', { delegationId })
  await house.as(checker).run('memos.approve', { memo: 'three' })
})

test('who lent their authority to the maker did not do the work, and may approve it', async () => {
  const [maker, lender] = [await house.person('Ann', 'sales'), await house.person('Lea', 'sales')]
  await house.as(lender).run('access.delegate', { toId: maker, validTo })
  await house.as(maker).run('memos.make', { memo: 'in her own name' })
  await house.as(lender).run('memos.approve', { memo: 'in her own name' })
  await house.as(maker).run('memos.make', { memo: "in the lender's name" }, { onBehalfOf: lender })
  await assert.rejects(
    house.as(lender).run('memos.approve', { memo: "in the lender's name" }),
    refused('own_approval'),
  )
})

test('authority that was lent is not lent on, and carries the hand of its owner with it', async () => {
  const maker = await house.person('Ann', 'sales')
  const [second, third] = [await house.person('Second', 'sales'), await house.person('Third')]
  await house.as(maker).run('memos.make', { memo: 'chain' })
  await house.as(maker).run('access.delegate', { toId: second, validTo })
  await house.as(second).run('access.delegate', { toId: third, validTo })
  const approve = (onBehalfOf: string) =>
    house.as(third).run('memos.approve', { memo: 'chain' }, { onBehalfOf })
  await assert.rejects(approve(maker), refused('not_permitted'))
  await assert.rejects(approve(second), refused('own_approval'))
})

test('a delegation goes to somebody else and ends after it begins', async () => {
  const boss = await house.person('Boss')
  const cases = [
    [{ toId: boss, validTo }, 'delegation_invalid'],
    [{ toId: house.administratorId, validTo: '2026-01-01' }, 'delegation_invalid'],
    [{ toId: house.administratorId, validTo, commands: ['no.such'] }, 'unknown_command'],
    [{ toId: house.administratorId, fromId: house.administratorId, validTo }, 'not_permitted'],
    [{ toId: house.processId, validTo }, 'principal_not_found'],
  ] as const
  for (const [input, code] of cases)
    await assert.rejects(house.as(boss).run('access.delegate', input), refused(code))
})

test('the widest scope among the roles counts, as far as the handler honours it', () => {
  const held = (role: string, narrowed: 'all' | 'project' | 'own', granted: 'all' | 'own' | null = null) => ({
    role,
    narrowed,
    granted,
  })
  const cases = [
    [[], null],
    [[held('consultant', 'all')], 'own'],
    [[held('consultant', 'all'), held('sales', 'all')], 'all'],
    [[held('sales', 'own')], 'own'],
    [[held('sales', 'project')], null],
    [[held('auditor', 'all', 'own')], 'own'],
    [[held('auditor', 'all', null)], null],
  ] as const
  for (const [roles, scope] of cases) assert.equal(widestScope(make, roles), scope)
})

test('a firm makes a role of its own from commands it names', async () => {
  const admin = house.as('administrator')
  const create = (input: object) => admin.run('access.createRole', { title: 'T', ...input })
  await create({ role: 'memo-writer', commands: [{ name: 'memos.make', scope: 'own' }] })
  const writer = await house.person('Writer', 'memo-writer')
  assert.deepEqual(await house.as(writer).run('memos.make', { memo: 'four' }), { scope: 'own' })
  await assert.rejects(house.as(writer).run('memos.approve', { memo: 'x' }), refused('not_permitted'))
  const may = (await house.as(writer).ask('access.whoAmI')).may
  assert.deepEqual(
    may.find((one: { name: string }) => one.name === 'memos.make'),
    { name: 'memos.make', scope: 'own' },
  )
  const { items } = await admin.ask('access.listRoles')
  assert.deepEqual(
    items.filter((one: { shipped: boolean }) => !one.shipped),
    [
      {
        role: 'memo-writer',
        title: 'T',
        shipped: false,
        commands: [{ name: 'memos.make', scope: 'own' }],
        revision: 1,
      },
    ],
  )
  const cases = [
    [{ role: 'memo-writer', commands: [{ name: 'memos.make' }] }, 'role_name_taken'],
    [{ role: 'sales', commands: [{ name: 'memos.make' }] }, 'role_name_taken'],
    [{ role: 'other', commands: [{ name: 'no.such' }] }, 'unknown_command'],
    [{ role: 'other', commands: [{ name: 'memos.approve', scope: 'own' }] }, 'scope_not_honoured'],
  ] as const
  for (const [input, code] of cases) await assert.rejects(create(input), refused(code))
})

test('a role that does not exist cannot be given, and one that is not held cannot be taken', async () => {
  const admin = house.as('administrator')
  const id = await house.person('Pat')
  await assert.rejects(
    admin.run('access.assignRole', { principalId: id, role: 'emperor' }),
    refused('unknown_role'),
  )
  const { assignmentId } = await admin.run('access.assignRole', { principalId: id, role: 'sales' })
  await house.as(id).run('memos.make', { memo: 'five' })
  await admin.run('access.removeRole', { assignmentId })
  await assert.rejects(house.as(id).run('memos.make', { memo: 'five' }), refused('not_permitted'))
  await assert.rejects(admin.run('access.removeRole', { assignmentId }), refused('role_assignment_not_found'))
})

test('a rule names the two commands that one person may not hold, whichever was held first', () => {
  const rules: ConflictRule[] = [
    { rule: 'T-1', one: ['a.make'], other: ['a.pay'], why: 'they could pay themselves' },
  ]
  const cases = [
    [['a.make'], ['a.pay'], 'T-1'],
    [['a.pay'], ['a.make'], 'T-1'],
    [['a.make'], ['a.see'], undefined],
    [[], ['a.make', 'a.pay'], undefined],
  ] as const
  for (const [held, added, rule] of cases) {
    assert.equal(conflictBetween(new Set<string>(held), new Set<string>(added), rules)?.rule, rule)
  }
})

test('who gives out rights may not post, whichever role comes first', async () => {
  const admin = house.as('administrator')
  const both = { name: 'Both', email: 'both@example.com', roles: ['administrator', 'controller'] }
  await assert.rejects(
    admin.run('access.createPerson', both),
    (error) => refused('roles_conflict')(error) && /IT-02/.test((error as Error).message),
  )
  const id = await house.person('One', 'controller')
  const assign = (more: object) =>
    admin.run('access.assignRole', { principalId: id, role: 'administrator', ...more })
  await assert.rejects(assign({}), refused('roles_conflict'))
  const commands = [{ name: 'access.assignRole' }, { name: 'ledger.post' }]
  await assert.rejects(
    admin.run('access.createRole', { role: 'all-in-one', title: 'All', commands }),
    refused('roles_conflict'),
  )
  await admin.run('access.createRole', {
    role: 'poster',
    title: 'Poster',
    commands: [{ name: 'ledger.post' }],
  })
  const poster = await house.person('Two', 'poster')
  await assert.rejects(
    admin.run('access.assignRole', { principalId: poster, role: 'administrator' }),
    refused('roles_conflict'),
  )
})

test('roles that follow one another do not conflict', async () => {
  const admin = house.as('administrator')
  const id = await house.person('Successor')
  const assign = (role: string, validFrom: string, to?: string) =>
    admin.run('access.assignRole', { principalId: id, role, validFrom, ...(to ? { validTo: to } : {}) })
  await assign('controller', '2026-03-16', '2026-06-30')
  await assert.rejects(assign('administrator', '2026-06-30'), refused('roles_conflict'))
  await assign('administrator', '2026-07-01')
})

test('nobody gives a role to themselves, nor to whom they act for', async () => {
  const other = await house.person('Second admin', 'administrator')
  const assign = (principalId: string, more = {}) =>
    house.as(other).run('access.assignRole', { principalId, role: 'sales' }, more)
  await assert.rejects(assign(other), refused('own_role'))
  await house.as('administrator').run('access.delegate', { toId: other, validTo })
  await assert.rejects(
    assign(house.administratorId, { onBehalfOf: house.administratorId }),
    refused('own_role'),
  )
  await assign(house.administratorId)
})
