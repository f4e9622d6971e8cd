import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#kernel/id.ts'
import { Refused } from '#kernel/refusal.ts'
import {
  boundary,
  chain,
  each,
  element,
  end,
  exclusive,
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
const program = firm.as(firm.processId)
const refused = (code: string) => (error_: unknown) => error_ instanceof Refused && error_.code === code
const assigned = zeebe('assignmentDefinition', { candidateGroups: 'consultant' })

const deployed = async (key: string, ...content: string[]): Promise<string> =>
  (await deploy(firm, process(key, ...content))).processes[0].definitionId
const begun = async (key: string, variables: object = {}): Promise<string> =>
  (await admin.run('processes.start', { key, variables, businessKey: `about ${key}` })).instanceId

/** Does all open tasks of a process until none is left, each after a while. */
async function doAll(key: string, minutes: number): Promise<void> {
  for (;;) {
    const { items } = await admin.ask('tasks.list', { of: 'everyone', processKey: key })
    if (items.length === 0) return
    firm.clock.now = firm.clock.now.add({ minutes })
    for (const { id } of items) {
      await admin.run('tasks.assign', { taskId: id, assigneeId: firm.administratorId })
      await admin.run('tasks.complete', { taskId: id })
    }
  }
}

/** A table that gives the roles who approve, by an amount limit. */
const limits = (limit: number) => `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="Limits" namespace="urn:limits">
  <decision id="limits" name="Limits"><variable id="v" name="Limits"/>
    <decisionTable id="t" hitPolicy="FIRST">
      <input id="i"><inputExpression id="ie" typeRef="number"><text>amount</text></inputExpression></input>
      <output id="o" name="roles"/>
      <rule id="high"><inputEntry id="h1"><text>&gt;= ${limit}</text></inputEntry><outputEntry id="h2"><text>["delivery-lead", "executive"]</text></outputEntry></rule>
      <rule id="low"><inputEntry id="l1"><text>-</text></inputEntry><outputEntry id="l2"><text>["delivery-lead"]</text></outputEntry></rule>
    </decisionTable>
  </decision>
</definitions>`

const rule = element(
  'businessRuleTask',
  'ask',
  zeebe('calledDecision', { decisionId: 'limits', resultVariable: 'roles' }),
)
const approve = user(
  'approve',
  zeebe('assignmentDefinition', { candidateGroups: '=[role]' }),
  each('=roles', { inputElement: 'role' }, { sequential: true }),
)

test('an unchanged engine and unchanged models reproduce every instance exactly', async () => {
  await program.run('decisions.deploy', { xml: limits(100) })
  await deployed('approval', start('s'), rule, approve, end('e'), chain('s', 'ask', 'approve', 'e'))
  for (const amount of [50, 150, 250]) await begun('approval', { amount })
  await doAll('approval', 30)
  await deployed(
    'late',
    start('s'),
    user('u', assigned),
    boundary('b', 'u', timer('Duration', 'PT1H')),
    end('e'),
    chain('s', 'u', 'e'),
    flow('b', 'e'),
  )
  await begun('late')
  firm.clock.now = firm.clock.now.add({ hours: 2 })
  await fireDueTimers(firm.house, firm.clock.now)
  const report = await admin.run('replays.run', {})
  assert.deepEqual([report.instances, report.differing, report.remaining], [4, 0, 0])
  assert.ok(report.events > 10)
  const limited = await admin.run('replays.run', { filter: { key: 'approval' }, limit: 2 })
  assert.deepEqual([limited.instances, limited.remaining], [2, 1])
  const { items } = await admin.ask('replays.list', { differing: false })
  assert.equal(items.length, 2)
})

test('what if another table had decided: which results change, who would not have been asked, what waiting is saved', async () => {
  await program.run('decisions.deploy', { xml: limits(200) })
  const decision = { key: 'limits', version: 2 }
  const report = await admin.run('replays.run', { filter: { key: 'approval' }, decision })
  assert.equal(report.differing, 1)
  assert.deepEqual(report.summary, {
    decisions: 3,
    changed: 1,
    changes: [{ before: ['delivery-lead', 'executive'], after: ['delivery-lead'], count: 1 }],
    tasksGone: 1,
    tasksAdded: 0,
    minutesSaved: 30,
  })
  const { items } = await admin.ask('replays.differences', { reportId: report.id })
  assert.equal(items[0].businessKey, 'about approval')
  assert.deepEqual(items[0].cases[0].why, 'Limits, version 2: rule 2')
  assert.deepEqual(items[0].tasks.gone, [{ node: 'approve', roles: ['executive'], waitedMinutes: 30 }])
  const same = await admin.run('replays.run', {
    filter: { key: 'approval' },
    decision: { key: 'limits', version: 1 },
  })
  assert.deepEqual([same.differing, same.summary.decisions], [0, 3])
  const stricter = await program.run('decisions.deploy', { xml: limits(10) })
  const more = { key: 'limits', version: stricter.decisions[0].version }
  const added = await admin.run('replays.run', { filter: { key: 'approval' }, decision: more })
  assert.deepEqual([added.summary.changed, added.summary.tasksAdded, added.summary.tasksGone], [1, 1, 0])
})

test('another version of the process: every effect that differs is told, and events nobody would have heard', async () => {
  const paths = (second: string) => [
    start('s'),
    exclusive('g', 'g-u'),
    user('u', assigned),
    user('v', second),
    end('e'),
    chain('s', 'g'),
    flow('g', 'u'),
    flow('g', 'v', '=amount > 100'),
    chain('u', 'e'),
    chain('v', 'e'),
  ]
  await deployed('paths', ...paths(assigned))
  await begun('paths', { amount: 50 })
  await begun('paths', { amount: 150 })
  await doAll('paths', 5)
  const to = await deployed(
    'paths',
    ...paths(zeebe('assignmentDefinition', { candidateGroups: 'executive' })),
  )
  const report = await admin.run('replays.run', { definitionId: to })
  assert.deepEqual([report.instances, report.differing], [2, 1])
  const { items } = await admin.ask('replays.differences', { reportId: report.id })
  assert.deepEqual(
    items[0].differences.map(({ at }: { at: string }) => at),
    ['event 1: task v'],
  )
  const [one] = items[0].differences
  assert.deepEqual(
    [one.stored.offer.candidateGroups, one.replayed.offer.candidateGroups],
    [['consultant'], ['executive']],
  )
  const without = await deployed('paths', start('s'), user('u', assigned), end('e'), chain('s', 'u', 'e'))
  const second = await admin.run('replays.run', { definitionId: without, filter: { key: 'paths' } })
  const found = await admin.ask('replays.differences', { reportId: second.id })
  const deaf = found.items
    .flatMap(({ differences }: { differences: { replayed: unknown }[] }) => differences)
    .filter(({ replayed }: { replayed: unknown }) => replayed === 'Nothing waits at v.')
  assert.equal(deaf.length, 1)
})

test('a version that counts in working time is replayed with the calendar as it is, though the instance never knew it', async () => {
  const timed = (more: string) => [
    start('s'),
    user('u', assigned),
    boundary('b', 'u', timer('Duration', 'P1D'), false, more),
    end('e'),
    end('late'),
    chain('s', 'u', 'e'),
    flow('b', 'late'),
  ]
  await deployed('timed', ...timed(''))
  await begun('timed')
  const hours = { monday: [{ from: '09:00', to: '17:00' }] }
  await admin.run('calendars.set', { name: 'mondays', zone: 'UTC', hours })
  const to = await deployed('timed', ...timed(properties({ calendar: 'mondays' })))
  const { id: reportId } = await admin.run('replays.run', { definitionId: to })
  const { items } = await admin.ask('replays.differences', { reportId })
  const [armed] = items[0].differences
  assert.equal(armed.at, 'event 1: armed b')
  assert.equal(Temporal.Instant.from(armed.replayed.dueAt).toZonedDateTimeISO('UTC').dayOfWeek, 1)
})

test('a planted change in what was stored is found', async () => {
  const id = await begun('paths', { amount: 1 })
  await firm.database.admin.query(`update process.instance set variables = '{"amount": 2}' where id = $1`, [
    id,
  ])
  const report = await admin.run('replays.run', { filter: { instanceIds: [id] } })
  assert.equal(report.differing, 1)
  const { items } = await admin.ask('replays.differences', { reportId: report.id })
  assert.deepEqual(items[0].differences, [{ at: '/variables/amount', stored: 2, replayed: 1 }])
})

test('a replay is against one thing that is there', async () => {
  const decision = { key: 'limits', version: 1 }
  await assert.rejects(
    admin.run('replays.run', { definitionId: newId(), decision }),
    refused('replay_against_two'),
  )
  await assert.rejects(admin.run('replays.run', { definitionId: newId() }), refused('process_not_found'))
  await assert.rejects(
    admin.run('replays.run', { decision: { ...decision, version: 99 } }),
    refused('replay_decision_not_found'),
  )
  await assert.rejects(admin.ask('replays.get', { reportId: newId() }), refused('replay_not_found'))
})
