import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#kernel/id.ts'
import { Refused } from '#kernel/refusal.ts'
import { chain, element, end, io, process, service, start, user, zeebe } from '#test/diagram.ts'
import { deploy, openFirm } from '#test/working-firm.ts'
import { workOperations } from './operations.ts'

const firm = await openFirm()
const admin = firm.as('administrator')
const refused = (code: string) => (error_: unknown) => error_ instanceof Refused && error_.code === code
const assigned = zeebe('assignmentDefinition', { candidateGroups: 'consultant' })

const deployed = async (key: string, ...content: string[]): Promise<string> =>
  (await deploy(firm, process(key, ...content))).processes[0].definitionId
const simple = (key: string, name = 'u') =>
  deployed(key, start('s'), user(name, assigned), end('e'), chain('s', name, 'e'))
const begin = async (key: string, count: number, more: object = {}): Promise<string[]> => {
  const ids: string[] = []
  for (let n = 0; n < count; n += 1)
    ids.push((await admin.run('processes.start', { key, ...more })).instanceId)
  return ids
}
const shown = (instanceId: string) => admin.ask('processes.instance', { instanceId })
const workOff = async (limit = 50): Promise<void> => {
  while ((await workOperations(firm.house, firm.clock.now, limit)) > 0);
}
const reason = 'The limits are under review.'

test('an operation is worked off in slices, tells how far it is, and ends', async () => {
  await simple('many')
  const ids = await begin('many', 5)
  const started = await admin.run('operations.start', { kind: 'suspend', filter: { key: 'many' }, reason })
  assert.equal(started.total, 5)
  const { operationId } = started
  assert.equal(await workOperations(firm.house, firm.clock.now, 2), 2)
  const halfway = await admin.ask('operations.get', { operationId })
  assert.deepEqual([halfway.status, halfway.done, halfway.open], ['running', 2, 3])
  await workOff(2)
  const whole = await admin.ask('operations.get', { operationId })
  assert.deepEqual([whole.status, whole.done, whole.refused, whole.open], ['completed', 5, 0, 0])
  for (const id of ids) assert.equal((await shown(id)).suspension.reason, reason)
  // Whoever started it has done it, and the journal says so.
  const { rows } = await firm.database.admin.query(
    `select distinct actor_id, (select command from kernel.journal c where c.id = j.cause_id) as cause
    from kernel.journal j where command = 'processes.suspend'`,
  )
  assert.deepEqual(rows, [{ actor_id: firm.administratorId, cause: 'operations.work' }])
  await admin.run('operations.start', { kind: 'resume', filter: { key: 'many', suspended: true }, reason })
  await workOff()
  for (const id of ids) assert.equal((await shown(id)).suspension, null)
})

test('what one instance is refused does not hold up the others, and the list says why', async () => {
  await simple('mixed')
  const [one = '', two = ''] = await begin('mixed', 2)
  const { operationId } = await admin.run('operations.start', {
    kind: 'modify',
    filter: { key: 'mixed', node: 'u' },
    modification: { cancel: [{ node: 'u' }], activate: [{ node: 'e' }] },
    reason,
  })
  await admin.run('processes.suspend', { instanceId: one, reason })
  await workOff()
  assert.equal((await shown(one)).status, 'active')
  assert.equal((await shown(two)).status, 'completed')
  const { items } = await admin.ask('operations.items', { operationId, state: 'refused' })
  assert.deepEqual(
    items.map(({ id, code }: { id: string; code: string }) => [id, code]),
    [[one, 'instance_suspended']],
  )
  const { items: listed } = await admin.ask('operations.list', { kind: 'modify' })
  assert.deepEqual([listed[0].done, listed[0].refused], [1, 1])
})

test('instances are migrated together, and each by itself where one does not fit', async () => {
  const from = await simple('moving')
  const ids = await begin('moving', 3)
  const to = await simple('moving', 'v')
  const migration = { to, mapping: { u: 'v' } }
  await admin.run('operations.start', { kind: 'migrate', filter: { definitionId: from }, migration, reason })
  await workOff()
  for (const id of ids) assert.equal((await shown(id)).version, 2)
  const { rows } = await firm.database.admin.query(
    `select count(*)::integer as n from kernel.journal where command = 'processes.migrate'`,
  )
  assert.deepEqual(rows, [{ n: 1 }])
  const back = {
    kind: 'migrate',
    filter: { definitionId: to },
    migration: { to: from, mapping: { v: 'u' } },
    reason,
  }
  const { operationId } = await admin.run('operations.start', back)
  await admin.run('processes.cancel', { instanceId: ids[1] ?? '', reason })
  await workOff()
  const { done, refused: not } = await admin.ask('operations.get', { operationId })
  assert.deepEqual([done, not], [2, 1])
})

test('incidents of a filter are retried with mended variables, and one that breaks down does not hold up the others', async () => {
  const mapping = io([
    ['=subject', 'subject'],
    ['=allowed', 'allowed'],
  ])
  await deployed(
    'failing',
    start('s'),
    element('serviceTask', 'c', zeebe('taskDefinition', { type: 'work.refuse' }) + mapping),
    end('e'),
    chain('s', 'c', 'e'),
  )
  const ids: string[] = []
  // The command writes a row that must be the only one of its subject, so that the second of a subject breaks down.
  for (const subject of ['one', 'one', 'two'])
    ids.push(...(await begin('failing', 1, { variables: { subject, allowed: false } })))
  const input = {
    kind: 'retry',
    filter: { key: 'failing', code: 'work_refused' },
    variables: { allowed: true },
    reason,
  }
  const { operationId, total } = await admin.run('operations.start', input)
  assert.equal(total, 3)
  await workOff()
  const states = await Promise.all(ids.map(async (id) => (await shown(id)).status))
  assert.deepEqual(states, ['completed', 'active', 'completed'])
  const { items } = await admin.ask('operations.items', { operationId, state: 'refused' })
  assert.deepEqual([items.length, items[0].instanceId, items[0].code], [1, ids[1], 'command_broke_down'])
})

test('nodes that work at the same time do each item once', async () => {
  await simple('crowd')
  const ids = await begin('crowd', 30)
  const { operationId } = await admin.run('operations.start', {
    kind: 'cancel',
    filter: { key: 'crowd' },
    reason,
  })
  for (let round = 0; round < 4; round += 1) {
    await Promise.all(Array.from({ length: 4 }, () => workOperations(firm.house, firm.clock.now, 3)))
  }
  await workOff()
  const { status, done } = await admin.ask('operations.get', { operationId })
  assert.deepEqual([status, done], ['completed', 30])
  const { rows } = await firm.database.admin.query(
    `select count(*)::integer as cancels from kernel.journal where command = 'processes.cancel' and input->>'instanceId' = any($1)`,
    [ids],
  )
  assert.deepEqual(rows, [{ cancels: 30 }])
})

test('a node that loses its database in the middle of a slice has done nothing of it, and the next does it once', async () => {
  await deployed(
    'cutting',
    start('s'),
    user('u', assigned),
    service('c', 'work.cut', io([['=subject', 'subject']])),
    end('e'),
    chain('s', 'u', 'c', 'e'),
  )
  const ids: string[] = []
  for (const subject of ['first', 'second'])
    ids.push(...(await begin('cutting', 1, { variables: { subject } })))
  const modification = { cancel: [{ node: 'u' }], activate: [{ node: 'c' }] }
  const { operationId } = await admin.run('operations.start', {
    kind: 'modify',
    filter: { key: 'cutting' },
    modification,
    reason,
  })
  assert.equal(await workOperations(firm.house, firm.clock.now), 0)
  assert.equal((await admin.ask('operations.get', { operationId })).done, 0)
  // Each subject cuts the connection once.
  assert.equal(await workOperations(firm.house, firm.clock.now), 0)
  await workOff()
  assert.equal((await admin.ask('operations.get', { operationId })).done, 2)
  const { rows } = await firm.database.admin.query(
    `select count(*)::integer as n from process.input_event where event->>'type' = 'modify' and instance_id = any($1)`,
    [ids],
  )
  assert.deepEqual(rows, [{ n: 2 }])
})

test('an operation can be stopped, and then nothing more of it is done', async () => {
  await simple('stopped')
  await begin('stopped', 3)
  const { operationId } = await admin.run('operations.start', {
    kind: 'cancel',
    filter: { key: 'stopped' },
    reason,
  })
  await admin.run('operations.work', { operationId, limit: 1 })
  const answer = await admin.run('operations.cancel', { operationId, reason: 'The wrong filter.' })
  assert.equal(answer.status, 'cancelled')
  await workOff()
  const { done, open, status } = await admin.ask('operations.get', { operationId })
  assert.deepEqual([status, done, open], ['cancelled', 1, 2])
  const twice = admin.run('operations.cancel', { operationId, reason })
  await assert.rejects(twice, refused('operation_ended'))
})

test('an operation says what it lacks, and one that finds nothing is done at once', async () => {
  const startIt = (more: object) =>
    admin.run('operations.start', { kind: 'cancel', filter: { key: 'none' }, reason, ...more })
  await assert.rejects(startIt({ filter: {} }), refused('operation_incomplete'))
  await assert.rejects(startIt({ kind: 'modify' }), refused('operation_incomplete'))
  await assert.rejects(startIt({ variables: { a: 1 } }), refused('operation_incomplete'))
  const migration = { to: newId() }
  await assert.rejects(startIt({ kind: 'migrate', migration }), refused('operation_incomplete'))
  const { operationId, total } = await startIt({})
  assert.equal(total, 0)
  assert.equal((await admin.ask('operations.get', { operationId })).status, 'completed')
  await assert.rejects(admin.ask('operations.get', { operationId: newId() }), refused('operation_not_found'))
})

test('who may no longer do it when the slice is worked on does nothing', async () => {
  await simple('rights')
  const [instanceId = ''] = await begin('rights', 1)
  const controllerId = await firm.person('Leaving', 'controller')
  const { operationId } = await firm
    .as(controllerId)
    .run('operations.start', { kind: 'cancel', filter: { key: 'rights' }, reason })
  await admin.run('access.deactivate', { principalId: controllerId })
  await workOff()
  assert.equal((await shown(instanceId)).status, 'active')
  const { items } = await admin.ask('operations.items', { operationId })
  assert.equal(items[0].code, 'not_permitted')
})
