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
