import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refused } from '#kernel/refusal.ts'
import { chain, end, io, process, properties, service, start, user, zeebe } from '#test/diagram.ts'
import { deploy, openFirm } from '#test/working-firm.ts'

const refused = (code: string) => (error: unknown) => error instanceof Refused && error.code === code

const firm = await openFirm()
const admin = firm.as('administrator')
const group = (name: string) => zeebe('assignmentDefinition', { candidateGroups: name })
const asking = (id: string, extensions: string) =>
  process(id, start('s'), user('u', extensions), end('e'), chain('s', 'u', 'e'))
const validTo = '2026-12-31'

/** Starts an instance of a deployed process and gives its task. */
async function open(key: string, variables: object = {}): Promise<{ taskId: string; instanceId: string }> {
  const { instanceId } = await admin.run('processes.start', { key, variables })
  const { items } = await admin.ask('tasks.list', { of: 'everyone', processKey: key })
  return { instanceId, taskId: items.find((one: never) => one['instanceId'] === instanceId)?.id }
}
const people = (...names: string[]) => Promise.all(names.map((name) => firm.person(name, 'consultant')))

test('a substitute sees the tasks of the absent person from the first to the last day, and does them', async () => {
  await deploy(firm, asking('absence', zeebe('assignmentDefinition', { assignee: '=who' })))
  const [away = '', deputy = ''] = await people('Ann', 'Deputy')
  const { taskId } = await open('absence', { who: away })
  await firm.as(away).run('access.delegate', { toId: deputy, validFrom: '2026-03-20', validTo: '2026-03-31' })
  const listed = async (today: string) =>
    (await firm.as(deputy).ask('tasks.list', {}, { today })).items.map(
      ({ id, why, substituteFor }: Record<string, string>) => [id, why, substituteFor],
    )
  assert.deepEqual(await listed('2026-03-19'), [])
  assert.deepEqual(await listed('2026-03-20'), [
    [taskId, 'assigned to you, as substitute of Ann until 2026-03-31', away],
  ])
  assert.deepEqual(await listed('2026-04-01'), [])
  const during = { today: '2026-03-31' }
  await assert.rejects(firm.as(deputy).run('tasks.complete', { taskId }, during), refused('task_not_yours'))
  await firm.as(deputy).run('tasks.complete', { taskId }, { ...during, onBehalfOf: away })
  const { endedBy, history } = await admin.ask('tasks.get', { taskId })
  assert.deepEqual([endedBy, history.at(-1).byId, history.at(-1).onBehalfOf], [away, deputy, away])
})

test('a delegation for some commands shows the tasks that one of them completes, and no others', async () => {
  const how = (commands: string) =>
    group('consultant') + properties({ command: commands, subject: '="lent"' })
  await deploy(firm, asking('lentApprove', how('work.approve work.do')))
  await deploy(firm, asking('lentOther', how('work.doMany')))
  await deploy(firm, asking('lentFree', group('consultant')))
  const [away = ''] = await people('Lender')
  const deputy = await firm.person('Borrower', 'sales')
  const { taskId } = await open('lentApprove')
  await open('lentOther')
  await open('lentFree')
  await firm.as(away).run('access.delegate', { toId: deputy, commands: ['work.approve'], validTo })
  const { items } = await firm.as(deputy).ask('tasks.list', {})
  assert.deepEqual(
    items.map(({ id, why }: Record<string, string>) => [id, why]),
    [[taskId, 'offered to the role consultant, as substitute of Lender until 2026-12-31']],
  )
  await firm.as(deputy).run('work.approve', { subject: 'lent' }, { onBehalfOf: away })
  assert.deepEqual((await firm.as(deputy).ask('tasks.list', {})).items, [])
})

test('a substitute who is excluded is not shown the task, for whomever they stand in', async () => {
  await deploy(firm, asking('absentEyes', group('consultant') + properties({ exclude: '=[maker]' })))
  const [maker = '', checker = '', third = ''] = await people('Maker', 'Checker', 'Third')
  const { taskId } = await open('absentEyes', { maker })
  await firm.as(checker).run('access.delegate', { toId: maker, validTo })
  await firm.as(maker).run('access.delegate', { toId: third, validTo })
  assert.deepEqual((await firm.as(maker).ask('tasks.list', { processKey: 'absentEyes' })).items, [])
  for (const command of ['tasks.claim', 'tasks.complete']) {
    for (const [who, onBehalfOf] of [
      [maker, checker],
      [third, maker],
    ] as const) {
      const attempt = firm.as(who).run(command, { taskId }, { onBehalfOf })
      await assert.rejects(attempt, refused('task_excluded'), command)
    }
  }
  await firm.as(checker).run('tasks.claim', { taskId })
  await assert.rejects(
    firm.as(checker).run('tasks.delegate', { taskId, personId: maker }),
    refused('task_excluded'),
  )
  await firm.as(checker).run('tasks.complete', { taskId })
})

test('who did the work does not come to hold the task that decides about it, on any way', async () => {
  const how = group('consultant') + properties({ command: 'work.approve', subject: '=subject' })
  await deploy(firm, asking('ownWork', how))
  const [maker = '', checker = '', third = ''] = await people('Maker', 'Checker', 'Third')
  await firm.as(maker).run('work.do', { subject: 'own' })
  const { taskId } = await open('ownWork', { subject: 'own' })
  await firm.as(checker).run('access.delegate', { toId: maker, validTo })
  const own = refused('own_approval')
  await assert.rejects(firm.as(maker).run('tasks.claim', { taskId }), own)
  await assert.rejects(firm.as(maker).run('tasks.claim', { taskId }, { onBehalfOf: checker }), own)
  await assert.rejects(admin.run('tasks.assign', { taskId, assigneeId: maker }), own)
  await firm.as(checker).run('tasks.claim', { taskId })
  await assert.rejects(firm.as(checker).run('tasks.delegate', { taskId, personId: maker }), own)
  const hand = { taskId, personId: maker, reason: 'You know it best.' }
  await assert.rejects(firm.as(checker).run('tasks.handOver', hand), own)
  await assert.rejects(firm.as(maker).run('work.approve', { subject: 'own' }, { onBehalfOf: checker }), own)
  const explained = await admin.ask('tasks.explain', { taskId, personId: maker })
  assert.equal(explained.complete.refusal, 'own_approval')
  await firm.as(checker).run('tasks.handOver', { taskId, personId: third, reason: 'Away tomorrow.' })
  await firm.as(third).run('work.approve', { subject: 'own' })
})

const running = (id: string, command: string) =>
  process(
    id,
    start('s'),
    user('u', group('consultant')),
    service('c', command, io([['=subject', 'subject']])),
    end('e'),
    chain('s', 'u', 'c', 'e'),
  )

test('the hand that moved a process is in what the process did, also when it moved it for somebody', async () => {
  await deploy(firm, running('makes', 'work.do'))
  const [owner = '', deputy = '', other = ''] = await people('Owner', 'Deputy', 'Other')
  await firm.as(owner).run('access.delegate', { toId: deputy, commands: ['tasks.complete'], validTo })
  const { taskId } = await open('makes', { subject: 'by process' })
  await firm.as(deputy).run('tasks.complete', { taskId }, { onBehalfOf: owner })
  for (const hand of [owner, deputy]) {
    await assert.rejects(
      firm.as(hand).run('work.approve', { subject: 'by process' }),
      refused('own_approval'),
    )
  }
  await firm.as(other).run('work.approve', { subject: 'by process' })
})

test('nobody approves their own work through a process they move for somebody else', async () => {
  await deploy(firm, running('approves', 'work.approve'))
  const [owner = '', deputy = ''] = await people('Owner', 'Deputy')
  await firm.as(deputy).run('work.do', { subject: 'hidden hand' })
  await firm.as(owner).run('access.delegate', { toId: deputy, commands: ['tasks.complete'], validTo })
  const { taskId, instanceId } = await open('approves', { subject: 'hidden hand' })
  await firm.as(deputy).run('tasks.complete', { taskId }, { onBehalfOf: owner })
  const { incidents } = await admin.ask('processes.instance', { instanceId })
  assert.deepEqual(
    incidents.map((one: { code: string }) => one.code),
    ['own_approval'],
  )
})

test('a process that made something for one may approve it for another: it is nobody itself', async () => {
  await deploy(firm, running('makesOne', 'work.do'))
  await deploy(firm, running('approvesOne', 'work.approve'))
  const [maker = '', checker = ''] = await people('Maker', 'Checker')
  const made = await open('makesOne', { subject: 'both by process' })
  await firm.as(maker).run('tasks.complete', { taskId: made.taskId })
  const approved = await open('approvesOne', { subject: 'both by process' })
  await firm.as(checker).run('tasks.complete', { taskId: approved.taskId })
  const { status } = await admin.ask('processes.instance', { instanceId: approved.instanceId })
  assert.equal(status, 'completed')
})
