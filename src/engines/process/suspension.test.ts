import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refused } from '#kernel/refusal.ts'
import {
  boundary,
  call,
  caught,
  chain,
  end,
  flow,
  message,
  model,
  process,
  properties,
  signal,
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

const begun = async (key: string, more: object = {}): Promise<string> =>
  (await admin.run('processes.start', { key, ...more })).instanceId
const statusOf = async (instanceId: string) => (await admin.ask('processes.instance', { instanceId })).status

test('a task of a suspended instance shows so, nobody can do it, and it can be done after the resumption', async () => {
  await deploy(firm, process('held', start('s'), user('u', assigned), end('e'), chain('s', 'u', 'e')))
  const instanceId = await begun('held')
  const answer = await admin.run('processes.suspend', { instanceId, reason: 'The client disputes it.' })
  assert.deepEqual(answer, { instanceId, suspended: true, instances: 1 })
  const [task] = (await consultant.ask('tasks.list', { processKey: 'held' })).items
  assert.equal(task.state, 'suspended')
  await assert.rejects(consultant.run('tasks.complete', { taskId: task.id }), refused('task_suspended'))
  await assert.rejects(
    admin.run('processes.suspend', { instanceId, reason: 'again' }),
    refused('instance_suspended'),
  )
  const shown = await admin.ask('processes.instance', { instanceId })
  assert.equal(shown.suspension.reason, 'The client disputes it.')
  const listed = await admin.ask('processes.instances', { key: 'held', suspended: true })
  assert.deepEqual(
    listed.items.map((item: { id: string }) => item.id),
    [instanceId],
  )

  await admin.run('processes.resume', { instanceId, reason: 'Settled.' })
  await assert.rejects(
    admin.run('processes.resume', { instanceId, reason: 'again' }),
    refused('instance_not_suspended'),
  )
  await consultant.run('tasks.complete', { taskId: task.id })
  assert.equal(await statusOf(instanceId), 'completed')
  assert.equal((await admin.ask('processes.replay', { instanceId })).same, true)
})

test('a timer that falls due meanwhile fires when the instance goes on, and not before', async () => {
  const xml = process(
    'late',
    start('s'),
    user('u', assigned),
    boundary('b', 'u', timer('Duration', 'PT1H')),
    end('e'),
    chain('s', 'u', 'e'),
    flow('b', 'e'),
  )
  await deploy(firm, xml)
  const instanceId = await begun('late')
  await admin.run('processes.suspend', { instanceId, reason: 'Waiting for counsel.' })
  const later = firm.clock.now.add({ hours: 2 })
  assert.equal(await fireDueTimers(firm.house, later), 0)
  await admin.run('processes.resume', { instanceId, reason: 'Counsel has answered.' })
  assert.equal(await fireDueTimers(firm.house, firm.clock.now), 0)
  assert.equal(await fireDueTimers(firm.house, later), 1)
  assert.equal(await statusOf(instanceId), 'completed')
  assert.equal((await admin.ask('processes.replay', { instanceId })).same, true)
})

test('messages, signals and business commands that arrive meanwhile act in their order at the resumption', async () => {
  const bound = properties({ command: 'work.do', subject: '=subject' })
  const xml = process(
    'keeping',
    start('s'),
    user('u', assigned + bound),
    caught('m', message('paid', '=subject')),
    caught('g', signal('opened')),
    end('e'),
    chain('s', 'u', 'm', 'g', 'e'),
  )
  await deploy(firm, xml)
  const instanceId = await begun('keeping', { variables: { subject: 'job-1' } })
  await admin.run('processes.suspend', { instanceId, reason: 'Audit.' })
  // The business goes on: the command is not refused because a process about its subject stands still.
  await consultant.run('work.do', { subject: 'job-1' })
  assert.equal((await admin.ask('processes.instance', { instanceId })).waiting[0].node, 'u')
  await admin.run('processes.resume', { instanceId, reason: 'Audit passed.' })
  assert.equal((await admin.ask('processes.instance', { instanceId })).waiting[0].node, 'm')

  await admin.run('processes.suspend', { instanceId, reason: 'Audit again.' })
  await admin.run('processes.publish', { name: 'paid', key: 'job-1' })
  assert.equal((await admin.ask('processes.instance', { instanceId })).waiting[0].node, 'm')
  await admin.run('processes.resume', { instanceId, reason: 'Audit passed.' })
  assert.equal((await admin.ask('processes.instance', { instanceId })).waiting[0].node, 'g')
  assert.equal((await admin.ask('processes.replay', { instanceId })).same, true)
})

test('what an instance has called is suspended and resumed with it, and only by its root', async () => {
  const part = (id: string, ...content: string[]) =>
    `<bpmn:process id="${id}" isExecutable="true">${content.join('')}</bpmn:process>`
  await deploy(
    firm,
    model(
      part('caller', start('s'), call('c', 'callee'), end('e'), chain('s', 'c', 'e')),
      part('callee', start('cs'), user('cu', assigned), end('ce'), chain('cs', 'cu', 'ce')),
    ),
  )
  const instanceId = await begun('caller')
  const [called] = (await admin.ask('processes.instance', { instanceId })).called
  await assert.rejects(
    admin.run('processes.suspend', { instanceId: called.id, reason: 'no' }),
    refused('instance_is_called'),
  )
  const answer = await admin.run('processes.suspend', { instanceId, reason: 'Both.' })
  assert.equal(answer.instances, 2)
  const [task] = (await consultant.ask('tasks.list', { processKey: 'callee' })).items
  assert.equal(task.state, 'suspended')
  await admin.run('processes.resume', { instanceId, reason: 'Go on.' })
  await consultant.run('tasks.complete', { taskId: task.id })
  assert.equal(await statusOf(instanceId), 'completed')
})

test('cancelling a suspended instance leaves nothing of it behind', async () => {
  const xml = process(
    'gone',
    start('s'),
    caught('m', message('said', '="g"')),
    end('e'),
    chain('s', 'm', 'e'),
  )
  await deploy(firm, xml)
  const instanceId = await begun('gone')
  await admin.run('processes.suspend', { instanceId, reason: 'Wait.' })
  await admin.run('processes.publish', { name: 'said', key: 'g' })
  await admin.run('processes.setVariables', { instanceId, variables: { a: 1 }, reason: 'Noted.' })
  await admin.run('processes.cancel', { instanceId, reason: 'Enough.' })
  assert.equal(await statusOf(instanceId), 'cancelled')
  const { rows } = await firm.database.admin.query(
    `select (select count(*) from process.suspension)::integer as suspended,
      (select count(*) from process.held_event)::integer as held`,
  )
  assert.deepEqual(rows, [{ suspended: 0, held: 0 }])
})
