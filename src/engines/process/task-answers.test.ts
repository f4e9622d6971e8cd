import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#kernel/id.ts'
import { Refused } from '#kernel/refusal.ts'
import { chain, each, end, process, properties, start, user, zeebe } from '#test/diagram.ts'
import { deploy, openFirm } from '#test/working-firm.ts'

const refused = (code: string) => (error: unknown) => error instanceof Refused && error.code === code

const firm = await openFirm()
const admin = firm.as('administrator')
const group = (name: string) => zeebe('assignmentDefinition', { candidateGroups: name })
const asking = (id: string, extensions: string, content = '') =>
  process(id, start('s'), user('u', extensions, content), end('e'), chain('s', 'u', 'e'))

const ann = await firm.person('Ann', 'consultant')
const bob = await firm.person('Bob', 'consultant')
const [asAnn, asBob] = [firm.as(ann), firm.as(bob)]

/** Starts an instance of a deployed process and gives its tasks. */
async function open(key: string, variables: object = {}): Promise<string[]> {
  const { instanceId } = await admin.run('processes.start', { key, variables })
  const { items } = await admin.ask('tasks.list', {
    of: 'everyone',
    processKey: key,
    sort: 'createdAt',
    limit: 200,
  })
  return items
    .filter((one: { instanceId: string }) => one.instanceId === instanceId)
    .map(({ id }: { id: string }) => id)
}
const one = async (key: string, variables: object = {}) => (await open(key, variables))[0] as string

type Rule = Record<'rule' | 'speaks' | 'why', string>
const rulesOf = (explained: { rules: Rule[] }) =>
  explained.rules.map(({ rule, speaks, why }) => [rule, speaks, why])

test('a task explains why it is mine: by the role held since a day', async () => {
  await deploy(firm, asking('mine', group('consultant, billing')))
  const taskId = await one('mine')
  const explained = await asAnn.ask('tasks.explain', { taskId })
  assert.deepEqual(rulesOf(explained), [
    ['role', 'against', 'it is offered to the role billing, which they do not hold today'],
    ['role', 'for', 'it is offered to the role consultant, held since 2026-03-16'],
  ])
  assert.deepEqual([explained.claim.refusal, explained.complete.refusal], [null, null])
  await asBob.run('tasks.claim', { taskId })
  const taken = await asAnn.ask('tasks.explain', { taskId })
  assert.deepEqual(rulesOf(taken)[0], ['assigned', 'against', 'Bob has it: claimed'])
  assert.deepEqual([taken.claim.refusal, taken.complete.refusal], ['task_claimed', 'task_claimed'])
})

test('what is explained is what is decided', async () => {
  await deploy(firm, asking('same', group('consultant') + properties({ exclude: '=[maker]' })))
  for (const [who, code] of [
    [ann, 'task_excluded'],
    [await firm.person('Pat', 'sales'), 'task_not_yours'],
  ] as const) {
    const taskId = await one('same', { maker: ann })
    const { claim, complete } = await firm.as(who).ask('tasks.explain', { taskId })
    assert.deepEqual([claim.refusal, complete.refusal], [code, code])
    await assert.rejects(firm.as(who).run('tasks.claim', { taskId }), refused(code))
    await assert.rejects(firm.as(who).run('tasks.complete', { taskId }), refused(code))
  }
})

test('four eyes are explained by what the person did in the process', async () => {
  const chained = process(
    'twice',
    start('s'),
    user('first', group('consultant')),
    user('second', group('consultant') + properties({ exclude: '=[maker]' })),
    end('e'),
    chain('s', 'first', 'second', 'e'),
  )
  await deploy(firm, chained)
  await asAnn.run('tasks.complete', { taskId: await one('twice', { maker: ann }) })
  const { items } = await asBob.ask('tasks.list', { processKey: 'twice' })
  const explained = await admin.ask('tasks.explain', { taskId: items[0].id, personId: ann })
  assert.deepEqual(
    rulesOf(explained).find(([rule]) => rule === 'four-eyes'),
    ['four-eyes', 'against', 'four eyes are wanted: they completed first'],
  )
})

test('a task that a command completes explains who may run it, and whose own work it is', async () => {
  const how = group('consultant') + properties({ command: 'work.approve', subject: '="explained"' })
  await deploy(firm, asking('rights', how))
  const taskId = await one('rights')
  await asAnn.run('work.do', { subject: 'explained' })
  const maker = await asAnn.ask('tasks.explain', { taskId })
  assert.equal(maker.complete.refusal, 'own_approval')
  const other = await asBob.ask('tasks.explain', { taskId })
  assert.deepEqual(other.complete, {
    refusal: null,
    code: 'would_do_it',
    values: { command: 'work.approve' },
    why: 'work.approve would do it.',
  })
  assert.deepEqual(rulesOf(other).at(-1), ['right', 'for', 'they may run work.approve'])
  const pat = await firm.person('Pat', 'sales')
  const without = await admin.ask('tasks.explain', { taskId, personId: pat })
  assert.equal(without.complete.refusal, 'not_permitted')
  await assert.rejects(asAnn.run('work.approve', { subject: 'explained' }), refused('own_approval'))
  await asBob.run('work.approve', { subject: 'explained' })
  const ended = await asBob.ask('tasks.explain', { taskId })
  assert.deepEqual(
    [ended.claim.refusal, ended.complete.refusal, ended.rules[0].rule],
    ['task_not_open', 'task_not_open', 'open'],
  )
})

test('a substitute is told whose task it is; a question and an inactive person speak against', async () => {
  await deploy(firm, asking('covers', zeebe('assignmentDefinition', { assignee: '=who' })))
  const gone = await firm.person('Gone', 'consultant')
  const taskId = await one('covers', { who: ann })
  await asAnn.run('access.delegate', { toId: bob, validTo: '2026-03-31', commands: ['tasks.complete'] })
  const explained = await asBob.ask('tasks.explain', { taskId })
  assert.deepEqual(rulesOf(explained), [
    ['assigned', 'against', 'Ann has it: claimed'],
    ['substitute', 'for', 'assigned to you, as substitute of Ann until 2026-03-31'],
  ])
  await asAnn.run('tasks.ask', { taskId, personId: bob, text: 'Really?' })
  const waits = await asAnn.ask('tasks.explain', { taskId })
  assert.equal(waits.complete.refusal, 'task_awaits_answer')
  assert.deepEqual(rulesOf(waits).at(-1), ['question', 'against', 'a question about it has no answer yet'])
  await admin.run('access.deactivate', { principalId: gone })
  const { claim, rules } = await admin.ask('tasks.explain', { taskId, personId: gone })
  assert.deepEqual([claim.refusal, rules[0].rule], ['unauthenticated', 'active'])
})

test('only who oversees all tasks asks about others', async () => {
  await deploy(firm, asking('others', group('consultant')))
  const taskId = await one('others')
  await assert.rejects(asAnn.ask('tasks.explain', { taskId, personId: bob }), refused('not_permitted'))
  await assert.rejects(asAnn.ask('tasks.explain', { taskId: newId() }), refused('task_not_found'))
  await assert.rejects(
    admin.ask('tasks.explain', { taskId, personId: newId() }),
    refused('task_person_unknown'),
  )
})

test('many tasks are completed at once, each by its own rules', async () => {
  await deploy(firm, asking('bulk', group('consultant') + properties({ exclude: '=[maker]' })))
  await deploy(
    firm,
    asking('bulkBound', group('consultant') + properties({ command: 'work.do', subject: '="b"' })),
  )
  const mine = await Promise.all([1, 2, 3].map(() => one('bulk', { maker: bob })))
  const excluded = await one('bulk', { maker: ann })
  const bound = await one('bulkBound')
  const missing = newId()
  const taskIds = [...mine, excluded, bound, missing]
  await assert.rejects(
    asAnn.run('tasks.completeMany', { taskIds, allOrNone: true }),
    (error: unknown) =>
      refused('tasks_not_all_completed')(error) &&
      assert.deepEqual(
        (error as Refused).problems.map(({ pointer, code }) => [pointer, code]),
        [
          ['/taskIds/3', 'task_excluded'],
          ['/taskIds/4', 'task_done_by_command'],
          ['/taskIds/5', 'task_not_found'],
        ],
      ) === undefined,
  )
  assert.equal((await admin.ask('tasks.get', { taskId: mine[0] })).state, 'created', 'none was completed')
  const { completed, items } = await asAnn.run('tasks.completeMany', { taskIds, variables: { ok: true } })
  assert.equal(completed, 3)
  assert.deepEqual(
    items.map(({ state, refusal }: Record<string, string>) => [state, refusal]),
    [
      ['completed', null],
      ['completed', null],
      ['completed', null],
      ['created', 'task_excluded'],
      ['created', 'task_done_by_command'],
      [null, 'task_not_found'],
    ],
  )
  for (const taskId of mine) {
    const task = await admin.ask('tasks.get', { taskId })
    assert.deepEqual([task.state, task.endedBy], ['completed', ann])
    const { status, variables } = await admin.ask('processes.instance', { instanceId: task.instanceId })
    assert.deepEqual([status, variables.ok], ['completed', true])
  }
})

test('many tasks of one process are completed together, and one that became needless is told so', async () => {
  const many = each('=["a", "b", "c"]', {}, { until: '=numberOfCompletedInstances >= 2' })
  await deploy(firm, asking('quorum', group('consultant'), many))
  const taskIds = await open('quorum')
  const { completed, items } = await asAnn.run('tasks.completeMany', { taskIds })
  assert.equal(completed, 2)
  assert.deepEqual(
    items.map(({ state, refusal }: Record<string, string>) => [state, refusal]),
    [
      ['completed', null],
      ['completed', null],
      ['cancelled', 'task_not_open'],
    ],
  )
})

test('my open tasks are counted, by process and by what makes them mine', async () => {
  const [cleo, dan] = [await firm.person('Cleo', 'executive'), await firm.person('Dan', 'executive')]
  const asCleo = firm.as(cleo)
  await deploy(
    firm,
    asking('counted', group('executive') + zeebe('taskSchedule', { dueDate: '=due' })).replace(
      'id="counted"',
      'id="counted" name="Counted"',
    ),
  )
  await deploy(firm, asking('given', zeebe('assignmentDefinition', { assignee: '=who' })))
  await one('counted', { due: '2026-01-01T00:00:00Z' })
  const claimed = await one('counted', { due: null })
  await asCleo.run('tasks.claim', { taskId: claimed })
  await one('given', { who: dan })
  const asked = await one('given', { who: dan })
  await firm.as(dan).run('tasks.ask', { taskId: asked, personId: cleo, text: 'Yes?' })
  await firm.as(dan).run('access.delegate', { toId: cleo, validTo: '2026-12-31' })
  assert.deepEqual(await asCleo.ask('tasks.counts'), {
    open: 4,
    overdue: 1,
    assigned: 1,
    offered: 1,
    asked: 1,
    substitute: 1,
    processes: [
      { processKey: 'counted', processName: 'Counted', open: 2, overdue: 1 },
      { processKey: 'given', processName: 'given', open: 2, overdue: 0 },
    ],
  })
  const { items } = await asCleo.ask('tasks.list', {})
  assert.equal(items.length, 4, 'the list and the counts agree')
})
