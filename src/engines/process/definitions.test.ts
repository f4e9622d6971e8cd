import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#kernel/id.ts'
import { Refused } from '#kernel/refusal.ts'
import {
  chain,
  element,
  end,
  exclusive,
  flow,
  process,
  properties,
  service,
  start,
  user,
  zeebe,
} from '#test/diagram.ts'
import { deploy, openFirm } from '#test/working-firm.ts'

const firm = await openFirm()
const admin = firm.as('administrator')
const controller = firm.as('controller')
const refused = (code: string) => (error_: unknown) => error_ instanceof Refused && error_.code === code
const assigned = zeebe('assignmentDefinition', { candidateGroups: 'consultant' })
const reason = 'Large deals get a second look.'

const small = process('deal', start('s'), user('u', assigned), end('e'), chain('s', 'u', 'e'))
const large = process(
  'deal',
  start('s'),
  user('u', assigned),
  exclusive('g', 'g-e'),
  user('second', zeebe('assignmentDefinition', { candidateGroups: 'executive' })),
  end('e'),
  chain('s', 'u', 'g', 'second'),
  flow('g', 'e'),
  flow('second', 'e'),
).replace(
  'sourceRef="g" targetRef="second">',
  'sourceRef="g" targetRef="second"><bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">=amount &gt; 100</bpmn:conditionExpression>',
)

const propose = async (
  xml: string,
  kind = 'process',
  who = admin,
): Promise<{ draftId: string; difference: Change[] }> =>
  who.run('definitions.propose', { kind, resource: `deal.${kind}`, xml, reason })
type Change = { change: string; id: string; kind: string; before: string | null; after: string | null }
const changes = (difference: readonly Change[]) =>
  difference.map(({ change, kind, id }) => `${change} ${kind} ${id}`)
const latest = async (): Promise<number> =>
  (await admin.ask('processes.list', { key: 'deal' })).items[0].version
const replayed = (draftId: string) => admin.run('replays.run', { draftId })

test('a draft tells what it changes, is live only when a second person has approved it, and after its replay', async () => {
  await deploy(firm, small)
  for (const amount of [50, 150]) {
    const { instanceId } = await admin.run('processes.start', { key: 'deal', variables: { amount } })
    const { items } = await admin.ask('tasks.list', { of: 'everyone', processKey: 'deal' })
    const { id } = items.find((task: { instanceId: string }) => task.instanceId === instanceId)
    await admin.run('tasks.assign', { taskId: id, assigneeId: firm.administratorId })
    await admin.run('tasks.complete', { taskId: id })
  }
  const { draftId, difference } = await propose(large)
  assert.deepEqual(changes(difference), [
    'added exclusive g',
    'added user second',
    'added flow u-g',
    'added flow g-second',
    'added flow g-e',
    'added flow second-e',
    'removed flow u-e',
  ])
  assert.equal(difference.find(({ id }) => id === 'g-second')?.after, 'g → second if amount > 100')
  assert.equal(await latest(), 1)
  const approve = (who = controller) => who.run('definitions.approve', { draftId, reason: 'Seen.' })
  await assert.rejects(approve(), refused('draft_not_replayed'))
  const report = await replayed(draftId)
  assert.deepEqual([report.instances, report.differing], [2, 2])
  const { items } = await admin.ask('replays.differences', { reportId: report.id })
  const added = items.flatMap(
    ({ tasks }: { tasks: { added: { node: string; roles: string[] }[] } }) => tasks.added,
  )
  assert.deepEqual(
    added.map(({ node, roles }: { node: string; roles: string[] }) => [node, roles]),
    [['second', ['executive']]],
  )
  await assert.rejects(approve(admin), refused('own_approval'))
  const answer = await approve()
  assert.equal(answer.status, 'approved')
  assert.equal(await latest(), 2)
  const shown = await controller.ask('definitions.get', { draftId })
  assert.equal(shown.reportId, report.id)
  assert.equal(shown.decidedBy, await controller.principalId)
  assert.deepEqual(shown.inForce, { deal: 1 })
  await assert.rejects(approve(), refused('draft_decided'))
  const { rows } = await firm.database.admin.query(
    `select j.command, c.command as cause from kernel.journal j join kernel.journal c on c.id = j.cause_id
    where c.command = 'definitions.approve'`,
  )
  assert.deepEqual(rows, [{ command: 'processes.deploy', cause: 'definitions.approve' }])
})

test('what is in force is replaced by an approved draft only, whoever asks', async () => {
  const deployAs = (who: typeof admin, xml: string) =>
    who.run('processes.deploy', { resource: 'deal.bpmn', xml })
  await assert.rejects(deployAs(admin, small), refused('deployment_needs_approval'))
  const { principalId } = await admin.run('access.createService', {
    name: 'Pipeline',
    roles: ['administrator'],
  })
  await assert.rejects(deployAs(firm.as(principalId), small), refused('deployment_needs_approval'))
  const { processes } = await deployAs(admin, large)
  assert.equal(processes[0].changed, false)
  const { items } = await admin.ask('processes.list', { key: 'deal' })
  assert.equal(items[0].deployedBy, await controller.principalId)
  const deploying = process(
    'sly',
    start('s'),
    service('deploy', 'processes.deploy'),
    end('e'),
    chain('s', 'deploy', 'e'),
  )
  await assert.rejects(deploy(firm, deploying), (error: unknown) => {
    assert.ok(error instanceof Refused)
    assert.deepEqual(
      error.problems.map(({ code }) => code),
      ['command_reserved'],
    )
    return true
  })
  const sly = process(
    'sly',
    start('s'),
    service('deploy', '="decisions." + "deploy"'),
    end('e'),
    chain('s', 'deploy', 'e'),
  )
  await deploy(firm, sly)
  await admin.run('processes.start', { key: 'sly' })
  const incidents = await admin.ask('incidents.list', {})
  assert.deepEqual(
    incidents.items.map(({ code }: { code: string }) => code),
    ['command_reserved'],
  )
})

test('a replay that is older than the draft does not count, nor one against a version that is not in force any more', async () => {
  const first = await propose(small)
  await replayed(first.draftId)
  firm.clock.now = firm.clock.now.add({ minutes: 1 })
  const second = await propose(small)
  const approve = (draftId: string) => controller.run('definitions.approve', { draftId, reason: 'Seen.' })
  await assert.rejects(approve(second.draftId), refused('draft_not_replayed'))
  await deploy(firm, small)
  await assert.rejects(approve(first.draftId), refused('draft_outdated'))
  const answer = await controller.run('definitions.reject', { draftId: first.draftId, reason: 'Overtaken.' })
  assert.equal(answer.status, 'rejected')
  await assert.rejects(
    controller.run('definitions.reject', { draftId: first.draftId, reason: 'Again.' }),
    refused('draft_decided'),
  )
  const { items } = await admin.ask('definitions.list', { status: 'rejected' })
  assert.deepEqual(
    items.map(({ id, decidedBecause }: { id: string; decidedBecause: string }) => [id, decidedBecause]),
    [[first.draftId, 'Overtaken.']],
  )
})

const table = (limit: number, more = '') => `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="Limits" namespace="urn:draft-limits">
  <decision id="eyes" name="Eyes"><variable id="v" name="Eyes"/>
    <decisionTable id="t" hitPolicy="FIRST">
      <input id="i"><inputExpression id="ie" typeRef="number"><text>amount</text></inputExpression></input>
      <output id="o" name="count" typeRef="number"/>
      <rule id="high"><inputEntry id="h1"><text>&gt;= ${limit}</text></inputEntry><outputEntry id="h2"><text>2</text></outputEntry></rule>${more}
      <rule id="low"><inputEntry id="l1"><text>-</text></inputEntry><outputEntry id="l2"><text>1</text></outputEntry></rule>
    </decisionTable>
  </decision>
</definitions>`

test('a changed decision table tells its rules, what past cases would have got, and comes into force approved', async () => {
  await admin.run('decisions.deploy', { xml: table(100) })
  const rule = element(
    'businessRuleTask',
    'ask',
    zeebe('calledDecision', { decisionId: 'eyes', resultVariable: 'eyes' }),
  )
  await deploy(firm, process('asking', start('s'), rule, end('e'), chain('s', 'ask', 'e')))
  for (const amount of [50, 150, 250])
    await admin.run('processes.start', { key: 'asking', variables: { amount } })
  const middle =
    '<rule id="mid"><inputEntry id="m1"><text>&gt;= 120</text></inputEntry><outputEntry id="m2"><text>3</text></outputEntry></rule>'
  const { draftId, difference } = await propose(table(200, middle), 'decision')
  assert.deepEqual(changes(difference), [
    'changed rule high',
    'added rule mid',
    'changed order of rules eyes order',
  ])
  assert.deepEqual([difference[0]?.before, difference[0]?.after], ['>= 100 → 2', '>= 200 → 2'])
  const report = await admin.run('replays.run', { filter: { key: 'asking' }, draftId })
  assert.deepEqual(report.summary.changes, [{ before: 2, after: 3, count: 1 }])
  assert.deepEqual([report.summary.decisions, report.summary.changed], [3, 1])
  await controller.run('definitions.approve', { draftId, reason: 'One case of last quarter.' })
  assert.equal((await admin.ask('decisions.get', { key: 'eyes' })).version, 2)
})

test('a model that cannot be deployed is no draft, and nobody proposes for somebody who may not', async () => {
  await assert.rejects(propose('<nothing/>'), refused('process_model_invalid'))
  await assert.rejects(propose('<nothing/>', 'decision'), refused('decision_model_invalid'))
  await assert.rejects(propose(small, 'process', firm.as('consultant')), refused('not_permitted'))
  await assert.rejects(admin.ask('definitions.get', { draftId: newId() }), refused('draft_not_found'))
  await assert.rejects(admin.run('replays.run', { draftId: newId() }), refused('draft_not_found'))
})

test('who works in another language asks for the names a model says in it', async () => {
  const xml = process(
    'named',
    start('s'),
    user('u', assigned + properties({ 'name:de': 'Erledigen' })),
    end('e'),
    chain('s', 'u', 'e'),
  )
  await deploy(firm, xml)
  const namesOf = async (language: string) => {
    const { processes } = await firm.as('consultant').ask('processes.names', { language })
    return processes.find(({ key }: { key: string }) => key === 'named')?.names
  }
  const { items } = await admin.ask('processes.list', { key: 'named' })
  const own = { named: items[0].name }
  assert.deepEqual(await namesOf('de'), { ...own, u: 'Erledigen' })
  assert.deepEqual(await namesOf('fr'), own, 'a language the model does not speak')
})

test('a draft written on a version that is not in force any more is refused, unless it is said that it has been seen', async () => {
  const version = await latest()
  const written = (begun: number) =>
    admin.run('definitions.propose', {
      kind: 'process',
      resource: 'deal.bpmn',
      xml: small,
      reason,
      writtenOn: { deal: begun },
    })
  await assert.rejects(written(version - 1), refused('draft_overtaken'))
  const { draftId } = await written(version)
  await admin.run('definitions.reject', { draftId, reason: 'Only to see.' })
})
