/** An engine that has become stricter meets definitions that are in force. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { Refused } from '#kernel/refusal.ts'
import {
  boundary,
  chain,
  element,
  end,
  flow,
  io,
  message,
  process,
  properties,
  start,
  user,
} from '#test/diagram.ts'
import { deploy, openFirm } from '#test/working-firm.ts'

const firm = await openFirm()
const admin = firm.as('administrator')

/** Puts a model in force as an earlier engine would have: the check of today has not seen it. */
async function inForce(key: string, harmless: string, model: string): Promise<void> {
  await deploy(firm, harmless)
  const refused = (error: unknown) => error instanceof Refused && error.code === 'process_model_invalid'
  await assert.rejects(deploy(firm, model), refused, 'a deployment of today refuses it')
  const hash = createHash('sha256').update(`${key}\n${model}`).digest('hex')
  await firm.database.admin.query('update process.definition set xml = $1, hash = $2 where key = $3', [
    model,
    hash,
    key,
  ])
}
const taskOf = async (processKey: string) =>
  (await admin.ask('tasks.list', { of: 'everyone', processKey })).items[0]

test('what a later engine finds too loose goes on as it did in a definition that is in force', async () => {
  const told = (output: string, more = '') =>
    process('loose', start('s'), user('u', io([], [[output, 'told']]) + more), end('e'), chain('s', 'u', 'e'))
  const looser = '<zeebe:calledDecision decisionId="x" resultVariable="y"/>' + properties({ remind: 'PT0S' })
  await inForce('loose', told('=1'), told('=there is none("x")', looser))
  const { instanceId } = await admin.run('processes.start', { key: 'loose' })
  await admin.run('tasks.complete', { taskId: (await taskOf('loose')).id })
  const { status, variables } = await admin.ask('processes.instance', { instanceId })
  assert.deepEqual([status, variables], ['completed', { told: null }])
})

test('what cannot be executed is an incident where it is reached, and nowhere else', async () => {
  const ways = (gateway: string) =>
    process('gone', start('s'), user('u'), element(gateway, 'x'), end('e'), chain('s', 'u', 'x', 'e'))
  await inForce('gone', ways('exclusiveGateway'), ways('complexGateway'))
  const [{ id: definitionId }] = (await admin.ask('processes.list', { key: 'gone' })).items
  const { barred } = await admin.ask('processes.get', { definitionId })
  assert.deepEqual(
    barred.map(({ element: id }: { element: string }) => id),
    ['x'],
  )
  const { instanceId } = await admin.run('processes.start', { key: 'gone' })
  await admin.run('tasks.complete', { taskId: (await taskOf('gone')).id })
  const { items } = await admin.ask('incidents.list', { open: true })
  assert.deepEqual(
    items.map(({ node, code, message: words }: never) => [node, code, words]),
    [
      [
        'x',
        'element_not_executable',
        'A ComplexGateway is not executed. Model it with the elements in the table of the process engine.',
      ],
    ],
  )
  await admin.run('incidents.retry', { incidentId: items[0].id })
  const again = (await admin.ask('incidents.list', { open: true })).items
  assert.equal(again.length, 1, 'a retry finds the same')
  await admin.run('incidents.skip', { incidentId: again[0].id, reason: 'Decided by hand.' })
  assert.equal((await admin.ask('processes.instance', { instanceId })).status, 'completed')
})

test('an event that cannot be waited for stops its activity, and a start its instance, but not the command that begins it', async () => {
  const model = (event: string, begin: string) =>
    process(
      'events',
      start('s', message('begun')),
      start('t', begin),
      user('u'),
      boundary('late', 'u', event),
      end('e'),
      end('f'),
      chain('s', 'u', 'e') + flow('t', 'u') + flow('late', 'f'),
    )
  const timer =
    '<bpmn:timerEventDefinition><bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition>'
  await inForce(
    'events',
    model(timer, message('other')),
    model(timer + timer, '<bpmn:cancelEventDefinition/>'),
  )
  await admin.run('processes.publish', { name: 'begun', key: 'k1' })
  await admin.run('processes.publish', { name: 'other', key: 'k2' })
  const { items } = await admin.ask('incidents.list', { open: true })
  const about = items.filter(({ processKey }: { processKey: string }) => processKey === 'events')
  assert.deepEqual(about.map(({ node, code }: never) => [node, code]).sort(), [
    ['t', 'element_not_executable'],
    ['u', 'event_not_armed'],
  ])
})

test('lists, drafts and starts of other processes do not mind a definition that is executed in part', async () => {
  const listed = await admin.ask('processes.list', {})
  assert.ok(listed.items.some(({ key }: { key: string }) => key === 'gone'))
  const better = process('gone', start('s'), end('e'), chain('s', 'e'))
  const { draftId } = await admin.run('definitions.propose', {
    kind: 'process',
    resource: 'gone.bpmn',
    xml: better,
    reason: 'Mended.',
  })
  assert.ok(draftId)
})
