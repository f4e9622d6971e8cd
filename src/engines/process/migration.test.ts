import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#kernel/id.ts'
import { Refused } from '#kernel/refusal.ts'
import {
  boundary,
  call,
  chain,
  each,
  end,
  flow,
  process,
  properties,
  start,
  timer,
  user,
  zeebe,
} from '#test/diagram.ts'
import { deploy, openFirm } from '#test/working-firm.ts'
import { fireDueTimers } from './clock.ts'

const firm = await openFirm()
const admin = firm.as('administrator')
const consultant = firm.as('consultant')
const refused = (code: string) => (error_: unknown) => error_ instanceof Refused && error_.code === code
const assigned = zeebe('assignmentDefinition', { candidateGroups: 'consultant' })
const bound = properties({ command: 'work.do', subject: '=subject' })

const deployed = async (key: string, ...content: string[]): Promise<string> =>
  (await deploy(firm, process(key, ...content))).processes[0].definitionId
const begun = async (key: string, more: object = {}): Promise<string> =>
  (await admin.run('processes.start', { key, ...more })).instanceId
const shown = (instanceId: string) => admin.ask('processes.instance', { instanceId })
const reason = 'The new version applies to running cases.'

const journaledVersions = async (instanceId: string | undefined): Promise<object[]> => {
  const { rows } = await firm.database.admin.query(
    `select o.before->>'version' as before, o.after->>'version' as after
    from kernel.journal_object o join kernel.journal j on j.id = o.journal_id
    where j.command = 'processes.migrate' and o.object_id = $1`,
    [instanceId],
  )
  return rows
}

test('running instances go on in the new version: tasks, timers and history with both versions', async () => {
  const from = await deployed(
    'case',
    start('s'),
    user('check', assigned + bound),
    boundary('late', 'check', timer('Duration', 'PT1H')),
    end('e'),
    chain('s', 'check', 'e'),
    flow('late', 'e'),
  )
  const ids = [
    await begun('case', { variables: { subject: 'one' } }),
    await begun('case', { variables: { subject: 'two' } }),
  ]
  const to = await deployed(
    'case',
    start('s'),
    user('review', assigned + bound),
    boundary('overdue', 'review', timer('Duration', 'PT3H')),
    user('second', assigned),
    end('e'),
    chain('s', 'review', 'second', 'e'),
    flow('overdue', 'e'),
  )
  const unmapped = await admin.ask('processes.planMigration', { from, to })
  assert.deepEqual(unmapped.plan, [])
  assert.deepEqual(
    unmapped.items.map((item: { findings: { code: string }[] }) => item.findings.map(({ code }) => code)),
    [['element_deleted'], ['element_deleted']],
  )
  const mapping = { check: 'review', late: 'overdue' }
  const planned = await admin.ask('processes.planMigration', { from, to, mapping, limit: 1 })
  assert.deepEqual(
    planned.items.map(({ id, findings }: { id: string; findings: object[] }) => [id, findings]),
    [[ids[0], []]],
  )
  const next = await admin.ask('processes.planMigration', { from, to, mapping, cursor: planned.nextCursor })
  assert.equal(next.items[0].id, ids[1])

  const answer = await admin.run('processes.migrate', { from, to, mapping, instanceIds: ids, reason })
  assert.deepEqual(answer, { migrated: 2, fromVersion: 1, toVersion: 2 })
  const tasks = (await consultant.ask('tasks.list', { processKey: 'case' })).items
  assert.deepEqual(
    tasks.map(({ node }: { node: string }) => node),
    ['review', 'review'],
  )
  await consultant.run('work.do', { subject: 'one' })
  const first = await shown(ids[0] ?? '')
  assert.equal(first.version, 2)
  assert.deepEqual(
    first.waiting.map(({ node }: { node: string }) => node),
    ['second'],
  )
  // The deadline is the one the case had before.
  assert.equal(await fireDueTimers(firm.house, firm.clock.now.add({ minutes: 61 })), 1)
  assert.equal((await shown(ids[1] ?? '')).status, 'completed')
  for (const instanceId of ids) {
    assert.equal((await admin.ask('processes.replay', { instanceId })).same, true)
  }
  const told = await admin.ask('processes.explain', { instanceId: ids[0] })
  const event = told.events.find(({ type }: { type: string }) => type === 'migrate')
  assert.deepEqual([event.event.from, event.event.to], [from, to])
  assert.deepEqual(await journaledVersions(ids[0]), [{ before: '1', after: '2' }])
  await admin.ask('processes.planMigration', { from, to }).then(({ items }) => assert.deepEqual(items, []))
})

test('one instance that does not fit holds up all, and everything that is wrong is told', async () => {
  const many = (name: string) => [
    start('s'),
    user('m', assigned, each('=[1, 2]')),
    end(name),
    chain('s', 'm', name),
  ]
  const from = await deployed('batch', ...many('e'))
  const instanceId = await begun('batch')
  const to = await deployed('batch', ...many('f'))
  const stranger = newId()
  const input = { from, to, instanceIds: [instanceId, stranger], reason, mapping: { x: 'm' } }
  const failure = await admin.run('processes.migrate', input).then(
    () => assert.fail('migrated'),
    (error_: unknown) => error_,
  )
  assert.ok(failure instanceof Refused && failure.code === 'migration_invalid')
  assert.deepEqual(
    failure.problems.map(({ pointer, code }) => `${code} ${pointer}`),
    [
      'source_unknown /mapping/x',
      'repetition_not_mapped /instanceIds/0',
      'not_of_this_version /instanceIds/1',
    ],
  )
  assert.equal((await shown(instanceId)).version, 1)
  await admin.run('processes.migrate', { from, to, instanceIds: [instanceId], reason, mapping: { m: 'm' } })
  const { items } = await consultant.ask('tasks.list', { processKey: 'batch' })
  for (const { id } of items) await consultant.run('tasks.complete', { taskId: id })
  assert.equal((await shown(instanceId)).status, 'completed')
  assert.equal((await admin.ask('processes.replay', { instanceId })).same, true)
})

test('instances migrate only between two known versions of one process, also while suspended', async () => {
  const flowing = (name: string) => [
    start('s'),
    user('u', assigned),
    boundary(`b${name}`, 'u', timer('Duration', 'PT1H')),
    end(name),
    chain('s', 'u', name),
    flow(`b${name}`, name),
  ]
  const from = await deployed('calm', ...flowing('e'))
  const instanceId = await begun('calm')
  const to = await deployed('calm', ...flowing('f'))
  const other = await deployed('different', ...flowing('e'))
  const migrate = (more: object) =>
    admin.run('processes.migrate', { from, to, instanceIds: [instanceId], reason, ...more })
  await assert.rejects(migrate({ to: other }), refused('migration_other_process'))
  await assert.rejects(migrate({ from: newId() }), refused('process_not_found'))
  await assert.rejects(migrate({ to: newId() }), refused('process_not_found'))
  await admin.run('processes.suspend', { instanceId, reason: 'While we migrate.' })
  await migrate({ mapping: { be: 'bf' } })
  assert.equal(await fireDueTimers(firm.house, firm.clock.now.add({ hours: 2 })), 0)
  await admin.run('processes.resume', { instanceId, reason: 'Done.' })
  assert.equal(await fireDueTimers(firm.house, firm.clock.now.add({ hours: 2 })), 1)
  assert.equal((await shown(instanceId)).status, 'completed')
  assert.equal((await admin.ask('processes.replay', { instanceId })).same, true)
})

test('a called process migrates alone, by its own plan, and its end still moves its caller', async () => {
  const from = await deployed(
    'part',
    start('s'),
    user('check', assigned + bound),
    end('e'),
    chain('s', 'check', 'e'),
  )
  const caller = await deployed('whole', start('s'), call('part', 'part'), end('e'), chain('s', 'part', 'e'))
  const instanceId = await begun('whole', { variables: { subject: 'part of it' } })
  const to = await deployed(
    'part',
    ...[start('s'), user('review', assigned + bound), end('e'), chain('s', 'review', 'e')],
  )
  const mapping = { check: 'review' }
  const { items } = await admin.ask('processes.planMigration', { from, to, mapping })
  const instanceIds = items.map(({ id }: { id: string }) => id)
  assert.equal((await admin.run('processes.migrate', { from, to, mapping, instanceIds, reason })).migrated, 1)
  assert.equal((await shown(instanceId)).definitionId, caller, 'who calls it stays as it is')
  const [task] = (await consultant.ask('tasks.list', { processKey: 'part' })).items
  assert.equal(task.node, 'review')
  await consultant.run('work.do', { subject: 'part of it' })
  assert.equal((await shown(instanceId)).status, 'completed')
})
