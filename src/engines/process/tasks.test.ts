import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#kernel/id.ts'
import { Refused } from '#kernel/refusal.ts'
import {
  boundary,
  chain,
  each,
  end,
  flow,
  io,
  process,
  properties,
  service,
  start,
  timer,
  user,
  zeebe,
} from '#test/diagram.ts'
import { deploy, openFirm } from '#test/working-firm.ts'
import { doingRefusal } from './store/task-table.ts'

const refused = (code: string) => (error: unknown) => error instanceof Refused && error.code === code

const firm = await openFirm()
const admin = firm.as('administrator')
const consultant = firm.as('consultant')
const manager = firm.as('project-manager')

const group = (name: string) => zeebe('assignmentDefinition', { candidateGroups: name })
const asking = (id: string, extensions: string) =>
  process(id, start('s'), user('u', extensions), end('e'), chain('s', 'u', 'e'))

/** Starts an instance and gives its one open task as the administrator sees it. */
async function open(key: string, variables: object = {}) {
  const { instanceId } = await admin.run('processes.start', { key, variables })
  const { items } = await admin.ask('tasks.list', { of: 'everyone', processKey: key, sort: '-createdAt' })
  const task = items.find((one: { instanceId: string }) => one.instanceId === instanceId)
  return { instanceId, taskId: task?.id as string, task }
}

const statusOf = async (instanceId: string) => (await admin.ask('processes.instance', { instanceId })).status

test('who may do a task is a table', () => {
  const call = { actorId: 'me' }
  const task = { assigneeId: null, offered: true, excluded: [] as string[] }
  const cases = [
    [task, call, null],
    [{ ...task, offered: false }, call, 'task_not_yours'],
    [{ ...task, assigneeId: 'me', offered: false }, call, null],
    [{ ...task, assigneeId: 'other' }, call, 'task_claimed'],
    [{ ...task, assigneeId: 'other', offered: false }, call, 'task_not_yours'],
    [{ ...task, excluded: ['me'] }, call, 'task_excluded'],
    [{ ...task, assigneeId: 'me', excluded: ['me'] }, call, 'task_excluded'],
    [{ ...task, assigneeId: 'boss' }, { actorId: 'me', onBehalfOf: 'boss' }, null],
    [{ ...task, excluded: ['boss'] }, { actorId: 'me', onBehalfOf: 'boss' }, 'task_excluded'],
    [{ ...task, excluded: ['me'] }, { actorId: 'me', onBehalfOf: 'boss' }, 'task_excluded'],
  ] as const
  for (const [given, by, expected] of cases) assert.equal(doingRefusal(given, by), expected)
})

test('a task is in the list of those it is offered to, with the reason, and of nobody else', async () => {
  await deploy(
    firm,
    asking(
      'offered',
      group('consultant, billing') + zeebe('taskSchedule', { dueDate: '=string(now() + duration("P2D"))' }),
    ),
  )
  const { taskId } = await open('offered')
  const { items } = await consultant.ask('tasks.list', { processKey: 'offered' })
  assert.deepEqual(
    items.map(({ id, why }: never) => [id, why]),
    [[taskId, 'offered to the role consultant']],
  )
  assert.equal(items[0].dueAt, '2026-03-18T09:00:00Z')
  assert.deepEqual((await manager.ask('tasks.list', { processKey: 'offered' })).items, [])
  assert.deepEqual(
    (await manager.ask('tasks.list', { processKey: 'offered', of: 'everyone' })).items,
    [],
    'without oversight, of everyone is of me',
  )
  const shown = await consultant.ask('tasks.get', { taskId })
  assert.deepEqual(shown.candidateRoles, ['billing', 'consultant'])
  await assert.rejects(manager.ask('tasks.get', { taskId }), refused('task_not_found'))
  await assert.rejects(consultant.ask('tasks.get', { taskId: newId() }), refused('task_not_found'))
})

test('lists are sorted by due date, and a task past it is overdue', async () => {
  await deploy(firm, asking('dues', group('consultant') + zeebe('taskSchedule', { dueDate: '=due' })))
  const late = await open('dues', { due: '2026-03-01T00:00:00Z' })
  const soon = await open('dues', { due: '2026-04-01T00:00:00Z' })
  const never = await open('dues', { due: null })
  const { items } = await consultant.ask('tasks.list', { processKey: 'dues' })
  assert.deepEqual(
    items.map(({ id, overdue }: never) => [id, overdue]),
    [
      [late.taskId, true],
      [soon.taskId, false],
      [never.taskId, false],
    ],
  )
  const { items: overdue } = await consultant.ask('tasks.list', { processKey: 'dues', overdue: true })
  assert.deepEqual(
    overdue.map((one: { id: string }) => one.id),
    [late.taskId],
  )
})

test("a claimed task is its claimer's until it is released", async () => {
  await deploy(firm, asking('claims', group('consultant')))
  const { taskId, instanceId } = await open('claims')
  const other = await firm.person('Ann', 'consultant')
  await assert.rejects(manager.run('tasks.claim', { taskId }), refused('task_not_yours'))
  const claimed = await consultant.run('tasks.claim', { taskId })
  assert.deepEqual(
    [claimed.state, claimed.assigneeId, claimed.revision],
    ['claimed', await consultant.principalId, 2],
  )
  await assert.rejects(firm.as(other).run('tasks.claim', { taskId }), refused('task_claimed'))
  await assert.rejects(firm.as(other).run('tasks.complete', { taskId }), refused('task_claimed'))
  assert.deepEqual((await firm.as(other).ask('tasks.list', { processKey: 'claims' })).items, [])
  await assert.rejects(firm.as(other).run('tasks.release', { taskId }), refused('task_not_yours'))
  await assert.rejects(consultant.run('tasks.claim', { taskId }, { ifMatch: 1 }), refused('stale_revision'))
  await consultant.run('tasks.release', { taskId }, { ifMatch: 2 })
  await firm.as(other).run('tasks.complete', { taskId })
  assert.equal(await statusOf(instanceId), 'completed')
  await assert.rejects(consultant.run('tasks.claim', { taskId }), refused('task_not_open'))
})

test('a task can be given to a person by oversight, and handed on by the person', async () => {
  await deploy(firm, asking('given', group('billing')))
  const { taskId, instanceId } = await open('given')
  const [ann, bob] = await Promise.all([firm.person('Ann', 'consultant'), firm.person('Bob', 'consultant')])
  await assert.rejects(consultant.run('tasks.assign', { taskId, assigneeId: ann }), refused('not_permitted'))
  await assert.rejects(
    admin.run('tasks.assign', { taskId, assigneeId: newId() }),
    refused('task_person_unknown'),
  )
  await admin.run('tasks.assign', { taskId, assigneeId: ann })
  await assert.rejects(
    firm.as(bob).run('tasks.delegate', { taskId, personId: bob }),
    refused('task_not_yours'),
  )
  await firm.as(ann).run('tasks.delegate', { taskId, personId: bob })
  const { items } = await firm.as(bob).ask('tasks.list', { processKey: 'given' })
  assert.deepEqual(
    items.map((one: { why: string }) => one.why),
    ['delegated to you'],
  )
  assert.equal((await firm.as(bob).ask('tasks.get', { taskId })).delegatedBy, ann)
  await firm.as(bob).run('tasks.complete', { taskId, variables: { ok: true } })
  assert.equal(await statusOf(instanceId), 'completed')
  const { outcome, endedBy, why } = await firm.as(bob).ask('tasks.get', { taskId })
  assert.deepEqual([outcome, endedBy, why], [null, bob, 'it is done'])
})

test('who is excluded may neither claim nor be given nor complete the task, nor for somebody else', async () => {
  await deploy(firm, asking('eyes', group('consultant') + properties({ exclude: '=[maker]' })))
  const maker = await firm.person('Maker', 'consultant')
  const checker = await firm.person('Checker', 'consultant')
  const { taskId } = await open('eyes', { maker })
  await assert.rejects(firm.as(maker).run('tasks.claim', { taskId }), refused('task_excluded'))
  await assert.rejects(firm.as(maker).run('tasks.complete', { taskId }), refused('task_excluded'))
  await assert.rejects(admin.run('tasks.assign', { taskId, assigneeId: maker }), refused('task_excluded'))
  assert.deepEqual((await firm.as(maker).ask('tasks.list', { processKey: 'eyes' })).items, [])
  await firm.as(checker).run('access.delegate', { toId: maker, validTo: '2026-12-31' })
  await assert.rejects(
    firm.as(maker).run('tasks.complete', { taskId }, { onBehalfOf: checker }),
    refused('task_excluded'),
  )
  await firm.as(checker).run('tasks.complete', { taskId })
})

test('a deputy does the tasks of the one who is away', async () => {
  await deploy(firm, asking('deputies', zeebe('assignmentDefinition', { assignee: '=who' })))
  const [away, deputy] = await Promise.all([firm.person('Away'), firm.person('Deputy')])
  const { taskId, instanceId } = await open('deputies', { who: away })
  await assert.rejects(firm.as(deputy).run('tasks.complete', { taskId }), refused('task_not_yours'))
  await firm.as(away).run('access.delegate', { toId: deputy, validTo: '2026-12-31' })
  await firm.as(deputy).run('tasks.complete', { taskId }, { onBehalfOf: away })
  assert.equal(await statusOf(instanceId), 'completed')
})

const bound = (id: string, more: Record<string, string> = {}, content = '') =>
  process(
    id,
    start('s'),
    user(
      'u',
      group('consultant') +
        io(
          [],
          [
            ['=outcome', 'how'],
            ['=result', 'what'],
          ],
        ) +
        properties({ command: 'work.do work.approve', subject: '=subject', ...more }),
      content,
    ),
    end('e'),
    chain('s', 'u', 'e'),
  )

test('a task bound to commands is completed by whoever runs one of them on its subject', async () => {
  await deploy(firm, bound('bound'))
  const { taskId, instanceId } = await open('bound', { subject: 'work-1' })
  await assert.rejects(consultant.run('tasks.complete', { taskId }), refused('task_done_by_command'))
  await manager.run('work.do', { subject: 'work-2' })
  assert.equal(await statusOf(instanceId), 'active')
  await manager.run('work.approve', { subject: 'work-1' })
  const { status, variables } = await admin.ask('processes.instance', { instanceId })
  assert.deepEqual([status, variables.how, variables.what], ['completed', 'work.approve', { approved: true }])
  const task = await admin.ask('tasks.get', { taskId })
  assert.deepEqual(
    [task.state, task.outcome, task.endedBy],
    ['completed', 'work.approve', await manager.principalId],
  )
})

test('a task about several subjects is done when a command has been run on each', async () => {
  await deploy(firm, bound('several'))
  const { instanceId } = await open('several', { subject: ['line-1', 'line-2'] })
  await manager.run('work.do', { subject: 'line-1' })
  await manager.run('work.do', { subject: 'line-1' })
  assert.equal(await statusOf(instanceId), 'active')
  await manager.run('work.do', { subject: 'line-2' })
  assert.equal(await statusOf(instanceId), 'completed')
})

test('of two who finish the last two subjects at the same time one completes the task', async () => {
  await deploy(firm, bound('together'))
  for (let round = 0; round < 5; round += 1) {
    const [one, two] = [`one-${round}`, `two-${round}`]
    const { instanceId } = await open('together', { subject: [one, two] })
    await Promise.all([consultant.run('work.do', { subject: one }), manager.run('work.do', { subject: two })])
    assert.equal(await statusOf(instanceId), 'completed')
  }
})

test('who is excluded from a task may not run its command either', async () => {
  await deploy(firm, bound('boundEyes', { exclude: '=[maker]' }))
  const maker = await manager.principalId
  const { instanceId } = await open('boundEyes', { subject: 'work-3', maker })
  await assert.rejects(manager.run('work.do', { subject: 'work-3' }), refused('task_excluded'))
  const { rows } = await firm.database.admin.query(
    `select from kernel.journal_object where object_id = 'work-3'`,
  )
  assert.equal(rows.length, 0, 'the refused command left nothing')
  await consultant.run('work.do', { subject: 'work-3' })
  assert.equal(await statusOf(instanceId), 'completed')
})

test('a command that a process runs completes the task of another process in the same transaction', async () => {
  await deploy(firm, bound('waitsForOther'))
  await deploy(
    firm,
    process(
      'doesIt',
      start('s'),
      service('c', 'work.do', io([['=subject', 'subject']])),
      end('e'),
      chain('s', 'c', 'e'),
    ),
  )
  const { instanceId } = await open('waitsForOther', { subject: 'work-4' })
  await admin.run('processes.start', { key: 'doesIt', variables: { subject: 'work-4' } })
  assert.equal(await statusOf(instanceId), 'completed')
})

test('segregation of duties holds for the person behind a process', async () => {
  await deploy(
    firm,
    process(
      'approves',
      start('s'),
      service('c', 'work.approve', io([['=subject', 'subject']])),
      end('e'),
      chain('s', 'c', 'e'),
    ),
  )
  await manager.run('work.do', { subject: 'work-5' })
  const own = await manager.run('processes.start', { key: 'approves', variables: { subject: 'work-5' } })
  const { incidents } = await admin.ask('processes.instance', { instanceId: own.instanceId })
  assert.deepEqual(
    incidents.map((one: { code: string }) => one.code),
    ['own_approval'],
  )
  const others = await admin.run('processes.start', { key: 'approves', variables: { subject: 'work-5' } })
  assert.equal(others.status, 'completed')
})

test('of two who complete a task at the same time one wins and the other is told', async () => {
  await deploy(firm, asking('race', group('consultant')))
  const other = await firm.person('Ann', 'consultant')
  for (let round = 0; round < 5; round += 1) {
    const { taskId, instanceId } = await open('race')
    const results = await Promise.allSettled([
      consultant.run('tasks.complete', { taskId, variables: { by: 'one' } }),
      firm.as(other).run('tasks.complete', { taskId, variables: { by: 'two' } }),
    ])
    assert.deepEqual(results.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
    const lost = results.find((result) => result.status === 'rejected')
    assert.ok(lost?.status === 'rejected' && refused('task_not_open')(lost.reason))
    const { events } = await admin.ask('processes.explain', { instanceId })
    assert.deepEqual(
      events.map((event: { type: string }) => event.type),
      ['start', 'complete'],
    )
  }
})

test('completing again under the same idempotency key gives the same answer and changes nothing', async () => {
  await deploy(firm, asking('twice', group('consultant')))
  const { taskId } = await open('twice')
  const more = { idempotencyKey: 'once' }
  const first = await consultant.run('tasks.complete', { taskId, variables: { a: 1 } }, more)
  assert.deepEqual(await consultant.run('tasks.complete', { taskId, variables: { a: 1 } }, more), first)
})

test('a reminder goes out beside the task, and the escalation takes it from those who let it lie', async () => {
  await deploy(
    firm,
    process(
      'escalates',
      start('s'),
      user('u', group('consultant')),
      boundary('remind', 'u', timer('Duration', 'P1D'), false),
      boundary('late', 'u', timer('Duration', 'P3D')),
      service('c', 'work.do', io([['="reminder"', 'subject']])),
      user('boss', group('delivery-lead')),
      end('e'),
      end('e2'),
      end('e3'),
      chain('s', 'u', 'e'),
      chain('remind', 'c', 'e2'),
      chain('late', 'boss', 'e3'),
    ),
  )
  const { taskId, instanceId } = await open('escalates')
  const at = firm.clock.now
  const fire = async (days: number) => {
    firm.clock.now = at.add({ hours: 24 * days })
    return admin.run('processes.fireTimers', {})
  }
  assert.deepEqual(await fire(1), { fired: 1, started: 0 })
  const { rows } = await firm.database.admin.query(
    `select from kernel.journal_object where object_id = 'reminder'`,
  )
  assert.equal(rows.length, 1)
  assert.equal((await consultant.ask('tasks.get', { taskId })).state, 'created')
  assert.deepEqual(await fire(3), { fired: 1, started: 0 })
  assert.equal((await admin.ask('tasks.get', { taskId })).state, 'cancelled')
  const { items } = await firm.as('delivery-lead').ask('tasks.list', { processKey: 'escalates' })
  await firm.as('delivery-lead').run('tasks.complete', { taskId: items[0].id })
  assert.equal(await statusOf(instanceId), 'completed')
  firm.clock.now = at
})

test('tasks of a cancelled instance are closed', async () => {
  await deploy(
    firm,
    process(
      'many',
      start('s'),
      user('u', group('consultant'), each('=[1, 2, 3]')),
      end('e'),
      chain('s', 'u', 'e'),
    ),
  )
  const { instanceId } = await open('many')
  assert.equal((await consultant.ask('tasks.list', { processKey: 'many' })).items.length, 3)
  await admin.run('processes.cancel', { instanceId, reason: 'no more' })
  assert.deepEqual((await consultant.ask('tasks.list', { processKey: 'many' })).items, [])
})

test("a task nobody is named for is the administrators'", async () => {
  await deploy(
    firm,
    process(
      'nobody',
      start('s'),
      user('u'),
      boundary('b', 'u', timer('Duration', 'P1D')),
      end('e'),
      end('be'),
      chain('s', 'u', 'e'),
      flow('b', 'be'),
    ),
  )
  await open('nobody')
  const { items } = await admin.ask('tasks.list', { processKey: 'nobody' })
  assert.deepEqual(
    items.map((one: { why: string }) => one.why),
    ['offered to the role administrator'],
  )
})
