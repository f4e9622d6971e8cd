import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chain, end, process, properties, start, user, zeebe } from '#test/diagram.ts'
import { deploy, openFirm } from '#test/working-firm.ts'
import { fireDueTimers } from './index.ts'

const firm = await openFirm()
const admin = firm.as('administrator')
const begin = firm.clock.now
const asking = (id: string, extensions: string) =>
  process(id, start('s'), user('u', extensions), end('e'), chain('s', 'u', 'e'))
const later = (hours: number) => {
  firm.clock.now = begin.add({ hours })
}

async function open(key: string): Promise<string> {
  const { instanceId } = await admin.run('processes.start', { key })
  const { items } = await admin.ask('tasks.list', { of: 'everyone', processKey: key })
  return items.find((one: never) => one['instanceId'] === instanceId)?.id
}
const group = (candidateGroups: string) => zeebe('assignmentDefinition', { candidateGroups })

test('a task is due, and to be looked at again, a duration after it was made, in the zone of the process', async () => {
  const model = asking(
    'sla',
    group('consultant') + zeebe('taskSchedule', { dueDate: 'P14D', followUpDate: '=duration("P2D")' }),
  ).replace(
    '<bpmn:startEvent',
    `<bpmn:extensionElements>${properties({ zone: 'Europe/Berlin' })}</bpmn:extensionElements><bpmn:startEvent`,
  )
  await deploy(firm, model)
  const { dueAt, followUpAt } = await admin.ask('tasks.get', { taskId: await open('sla') })
  assert.equal(followUpAt, '2026-03-18T09:00:00Z')
  assert.equal(dueAt, '2026-03-30T08:00:00Z', 'the same time of day, though summer time has begun')
})

test('what is not done in time goes to the next in authority, step by step, and is taken from nobody', async (t) => {
  t.after(() => later(0))
  const authority = properties({ escalate: '=["delivery-lead", "executive"]' })
  await deploy(
    firm,
    asking('late', group('consultant') + zeebe('taskSchedule', { dueDate: 'PT24H' }) + authority),
  )
  const taskId = await open('late')
  const lead = firm.as('delivery-lead')
  const executive = firm.as('executive')
  const consultant = firm.as('consultant')
  await consultant.run('tasks.claim', { taskId })
  const seen = async (who: typeof lead) => (await who.ask('tasks.list', { processKey: 'late' })).items.length
  assert.equal(await fireDueTimers(firm.house, begin), 0)
  later(23)
  assert.deepEqual(await admin.run('tasks.escalateLate'), { escalated: 0 })
  later(24)
  assert.equal(await fireDueTimers(firm.house, firm.clock.now), 1)
  assert.equal(await fireDueTimers(firm.house, firm.clock.now), 0, 'once, however often the clock looks')
  assert.deepEqual([await seen(lead), await seen(executive), await seen(consultant)], [1, 0, 1])
  const { conversation, state, overdue } = await admin.ask('tasks.get', { taskId })
  assert.deepEqual(
    conversation.map((note: Record<string, string>) => [note['kind'], note['toRole'], note['text']]),
    [['escalation', 'delivery-lead', 'It was not done by 2026-03-17.']],
  )
  assert.deepEqual([state, overdue], ['created', false])
  later(48)
  assert.deepEqual(await admin.run('tasks.escalateLate'), { escalated: 1 })
  assert.equal(await seen(executive), 1)
  later(480)
  assert.deepEqual(await admin.run('tasks.escalateLate'), { escalated: 0 }, 'there is nobody above')
  await executive.run('tasks.complete', { taskId })
})

test('a task of one person that is late may be claimed again by that person', async (t) => {
  t.after(() => later(0))
  const ann = await firm.person('Ann', 'consultant')
  const mine = zeebe('assignmentDefinition', { assignee: ann }) + zeebe('taskSchedule', { dueDate: 'PT1H' })
  await deploy(firm, asking('mineLate', mine + properties({ escalate: '="delivery-lead"' })))
  const taskId = await open('mineLate')
  later(2)
  assert.deepEqual(await admin.run('tasks.escalateLate'), { escalated: 1 })
  await firm.as(ann).run('tasks.claim', { taskId })
  await firm.as(ann).run('tasks.complete', { taskId })
})

test('a process reminds people of what is late: escalation is told as an event', async (t) => {
  t.after(() => later(0))
  const reminded = process(
    'reminds',
    start('s', '<bpmn:messageEventDefinition messageRef="message--tasks.escalated" />'),
    user('look', group('executive')),
    end('e'),
    chain('s', 'look', 'e'),
  )
  await deploy(firm, reminded)
  const authority = properties({ escalate: '=["delivery-lead"]' })
  await deploy(
    firm,
    asking('told', group('consultant') + zeebe('taskSchedule', { dueDate: 'PT1H' }) + authority),
  )
  const taskId = await open('told')
  later(1)
  await admin.run('tasks.escalateLate')
  const { items } = await admin.ask('processes.instances', { key: 'reminds' })
  assert.equal(items.length, 1)
  const { variables } = await admin.ask('processes.instance', { instanceId: items[0].id })
  assert.deepEqual([variables.taskId, variables.role], [taskId, 'delivery-lead'])
})
