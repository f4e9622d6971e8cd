import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#kernel/id.ts'
import { Refused } from '#kernel/refusal.ts'
import {
  boundary,
  chain,
  element,
  end,
  error,
  flow,
  io,
  listeners,
  process,
  service,
  start,
  user,
} from '#test/diagram.ts'
import { deploy, openFirm } from '#test/working-firm.ts'

const refused = (code: string) => (error_: unknown) => error_ instanceof Refused && error_.code === code

const firm = await openFirm()
const admin = firm.as('administrator')
const consultant = firm.as('consultant')

test('a service task runs its command in the same transaction, on behalf of the person, with the cause kept', async () => {
  await deploy(
    firm,
    process(
      'calls',
      start('s'),
      service('c', 'work.do', io([['=subject', 'subject']], [['=subject', 'worked']])),
      end('e'),
      chain('s', 'c', 'e'),
    ),
  )
  const { instanceId, status } = await admin.run('processes.start', {
    key: 'calls',
    variables: { subject: 'x1' },
  })
  assert.equal(status, 'completed')
  const { variables } = await admin.ask('processes.instance', { instanceId })
  assert.deepEqual(variables, { subject: 'x1', worked: 'x1' })
  const { rows } = await firm.database.admin.query(
    `select c.command, c.actor_id, c.on_behalf_of, p.command as cause from kernel.journal c join kernel.journal p on p.id = c.cause_id where c.command = 'work.do'`,
  )
  assert.deepEqual(rows, [
    {
      command: 'work.do',
      actor_id: firm.processId,
      on_behalf_of: firm.administratorId,
      cause: 'processes.start',
    },
  ])
})

test('a listener runs its command like a service task, and its refusal is an incident', async () => {
  const around = listeners('execution', ['start', 'work.do'], ['end', 'work.refuse'])
  const subject = io([['=subject', 'subject']])
  await deploy(
    firm,
    process('listens', start('s'), element('task', 'x', subject + around), end('e'), chain('s', 'x', 'e')),
  )
  const { instanceId } = await admin.run('processes.start', { key: 'listens', variables: { subject: 'x9' } })
  const { incidents, waiting } = await admin.ask('processes.instance', { instanceId })
  assert.equal(incidents.length, 1)
  assert.match(waiting[0]?.waitsFor ?? '', /^a listener of it; the incident/)
  const { rows } = await firm.database.admin.query(
    `select count(*)::integer as done from kernel.journal where command = 'work.do' and input ->> 'subject' = 'x9'`,
  )
  assert.deepEqual(rows, [{ done: 1 }])
  assert.equal((await admin.ask('processes.replay', { instanceId })).same, true)
  const unknown = process(
    'strange',
    start('s'),
    element('task', 'x', listeners('execution', ['start', 'work.unheard'])),
    chain('s', 'x'),
  )
  await assert.rejects(deploy(firm, unknown), refused('process_model_invalid'))
})

test('a process whose listener fails waits with an incident, and goes on when that is skipped', async () => {
  const heard = (command: string) =>
    `<bpmn:extensionElements>${listeners('execution', ['start', command])}</bpmn:extensionElements>`
  const model = (command: string) =>
    process('heard', heard(command), start('s'), user('u'), end('e'), chain('s', 'u', 'e'))
  await assert.rejects(deploy(firm, model('work.unheard')), refused('process_model_invalid'))
  await assert.rejects(deploy(firm, model('processes.deploy')), refused('process_model_invalid'))
  await deploy(firm, model('work.refuse'))
  const { instanceId } = await admin.run('processes.start', { key: 'heard' })
  const { items } = await admin.ask('incidents.list', { open: true, key: 'heard' })
  assert.deepEqual(
    items.map(({ instanceId: of, node }: never) => [of, node]),
    [[instanceId, 'heard']],
  )
  await admin.run('incidents.skip', { incidentId: items[0].id, reason: 'Done by hand.' })
  const [task] = (await admin.ask('tasks.list', { of: 'everyone', processKey: 'heard' })).items
  await admin.run('tasks.complete', { taskId: task.id })
  assert.equal((await admin.ask('processes.instance', { instanceId })).status, 'completed')
  assert.equal((await admin.ask('processes.replay', { instanceId })).same, true)
})

const guardedCall = (id: string, catcher: string) =>
  process(
    id,
    start('s'),
    service(
      'c',
      'work.refuse',
      io([
        ['=subject', 'subject'],
        ['=allowed', 'allowed'],
      ]),
    ),
    end('e'),
    user('mend'),
    catcher,
    chain('s', 'c', 'e'),
  )

test('a refused command leaves nothing behind and goes the way the diagram has for it', async () => {
  await deploy(firm, guardedCall('caught', boundary('b', 'c', error('work_refused')) + flow('b', 'mend')))
  const { instanceId } = await admin.run('processes.start', {
    key: 'caught',
    variables: { subject: 'x2', allowed: false },
  })
  const { waiting } = await admin.ask('processes.instance', { instanceId })
  assert.deepEqual(
    waiting.map((one: { node: string }) => one.node),
    ['mend'],
  )
  const { rows } = await firm.database.admin.query(
    `select from process.message where name = 'trace' and key = 'x2'`,
  )
  assert.equal(rows.length, 0)
})

test('a refusal the diagram has no way for is an incident, and is retried with mended variables', async () => {
  await deploy(firm, guardedCall('uncaught', ''))
  const { instanceId } = await admin.run('processes.start', {
    key: 'uncaught',
    variables: { subject: 'x3', allowed: false },
  })
  const { items } = await admin.ask('incidents.list', { key: 'uncaught' })
  assert.deepEqual(
    items.map(({ node, code, message: text, ownerRole }: never) => [node, code, text, ownerRole]),
    [['c', 'work_refused', 'The work on x3 is refused.', 'administrator']],
  )
  const { items: troubled } = await admin.ask('processes.instances', { key: 'uncaught', troubled: true })
  assert.equal(troubled[0].incidents, 1)
  const [{ id: incidentId }] = items
  await assert.rejects(consultant.run('incidents.retry', { incidentId }), refused('not_permitted'))
  const still = await admin.run('incidents.retry', { incidentId })
  assert.equal(still.openIncidents, 1)
  await assert.rejects(admin.run('incidents.retry', { incidentId }), refused('incident_closed'))
  await assert.rejects(admin.run('incidents.retry', { incidentId: newId() }), refused('incident_not_found'))
  const { items: next } = await admin.ask('incidents.list', { key: 'uncaught' })
  const mended = await admin.run('incidents.retry', { incidentId: next[0].id, variables: { allowed: true } })
  assert.deepEqual(
    [mended.status, mended.openIncidents, mended.instanceId],
    ['active', 0, instanceId].with(0, 'completed'),
  )
  const replayed = await admin.ask('processes.replay', { instanceId })
  assert.deepEqual(replayed.differences, [])
})

test('a fault inside a process takes the whole transaction with it', async () => {
  await deploy(firm, process('crashing', start('s'), service('c', 'work.crash'), chain('s', 'c')))
  await assert.rejects(
    admin.run('processes.start', { key: 'crashing', businessKey: 'gone' }),
    /broken on purpose/,
  )
  const { items } = await admin.ask('processes.instances', { businessKey: 'gone' })
  assert.deepEqual(items, [])
})
