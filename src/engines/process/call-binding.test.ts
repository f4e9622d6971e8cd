import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chain, element, end, model, process, start, user, zeebe } from '#test/diagram.ts'
import { deploy, openFirm } from '#test/working-firm.ts'

const firm = await openFirm()
const admin = firm.as('administrator')

const child = (task: string, tag: string) =>
  `<bpmn:process id="child" isExecutable="true"><bpmn:extensionElements>${zeebe('versionTag', { value: tag })}</bpmn:extensionElements>${
    start('cs') + user(task) + end('ce') + chain('cs', task, 'ce')
  }</bpmn:process>`

const caller = (id: string, binding: Record<string, string>) =>
  process(
    id,
    start('s'),
    element('callActivity', 'c', zeebe('calledElement', { processId: 'child', ...binding })),
    end('e'),
    chain('s', 'c', 'e'),
  )

/** The task that waits in what an instance has called. */
async function waitsIn(key: string): Promise<string | undefined> {
  const { instanceId } = await admin.run('processes.start', { key })
  const { called } = await admin.ask('processes.instance', { instanceId })
  const { waiting } = await admin.ask('processes.instance', { instanceId: called[0]?.id })
  return waiting[0]?.node
}

test('a called process is the latest, the one with a version tag, or the one deployed together, from its start on', async () => {
  await deploy(firm, model(child('first', 'v1')))
  const together = caller('together', { bindingType: 'deployment' })
  const inner = /<bpmn:process.*<\/bpmn:process>/s.exec(together)?.[0] ?? ''
  await deploy(firm, model(child('second', 'v2'), inner))
  await deploy(firm, model(child('third', 'v3')))
  await deploy(firm, caller('latest', {}))
  await deploy(firm, caller('tagged', { bindingType: 'versionTag', versionTag: 'v1' }))
  assert.equal(await waitsIn('latest'), 'third')
  assert.equal(await waitsIn('tagged'), 'first')
  assert.equal(await waitsIn('together'), 'second')
  const { instanceId } = await admin.run('processes.start', { key: 'latest' })
  await deploy(firm, model(child('fourth', 'v4')))
  const { called } = await admin.ask('processes.instance', { instanceId })
  const { waiting } = await admin.ask('processes.instance', { instanceId: called[0]?.id })
  assert.equal(waiting[0]?.node, 'third', 'what was called keeps its version')
})

const table = (limit: number, tag = '') => `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"
  xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="m" name="m" namespace="urn:limits">
  <decision id="limit" name="limit">${
    tag && `<extensionElements><zeebe:versionTag value="${tag}"/></extensionElements>`
  }<variable name="limit" typeRef="number"/>
    <literalExpression><text>${limit}</text></literalExpression></decision></definitions>`

const asking = (id: string, binding: Record<string, string>) =>
  process(
    id,
    start('s'),
    element(
      'businessRuleTask',
      'r',
      zeebe('calledDecision', { decisionId: 'limit', resultVariable: 'limit', ...binding }),
    ),
    end('e'),
    chain('s', 'r', 'e'),
  )

/** What the decision says in an instance that is started now. */
async function limitIn(key: string) {
  const { instanceId } = await admin.run('processes.start', { key })
  const { variables, incidents } = await admin.ask('processes.instance', { instanceId })
  return incidents[0]?.message ?? variables['limit']
}

test('a decision is the one in force, the one with a version tag, or the one the process was deployed with', async (t) => {
  const begin = firm.clock.now
  t.after(() => {
    firm.clock.now = begin
  })
  const program = firm.as(firm.processId)
  const next = async (limit: number, tag = '') => {
    firm.clock.now = firm.clock.now.add({ hours: 1 })
    await program.run('decisions.deploy', { xml: table(limit, tag) })
  }
  const bound = { bindingType: 'deployment' }
  await deploy(firm, asking('too-early', bound))
  await next(100, 'spring')
  await next(200, 'spring')
  await deploy(firm, asking('bound', bound))
  await next(300, 'autumn')
  await deploy(firm, asking('newest', {}))
  await deploy(firm, asking('spring', { bindingType: 'versionTag', versionTag: 'spring' }))
  await deploy(firm, asking('winter', { bindingType: 'versionTag', versionTag: 'winter' }))
  assert.equal(await limitIn('newest'), 300)
  assert.equal(await limitIn('spring'), 200, 'the highest version with the tag')
  assert.equal(await limitIn('bound'), 200)
  assert.match(await limitIn('winter'), /no decision "limit" with the version tag "winter"/)
  assert.match(await limitIn('too-early'), /no decision "limit" that was in force at/)
})

test('a what-if of a decision leaves alone what is bound to a version', async () => {
  const changed = async (key: string) => {
    const decision = { key: 'limit', version: 1 }
    return (await admin.run('replays.run', { filter: { key }, decision })).summary.changed
  }
  assert.deepEqual([await changed('newest'), await changed('bound'), await changed('spring')], [1, 0, 0])
})
