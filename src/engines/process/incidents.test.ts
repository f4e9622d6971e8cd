import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refused } from '#kernel/refusal.ts'
import {
  chain,
  element,
  end,
  exclusive,
  flow,
  io,
  process,
  properties,
  script,
  service,
  start,
  user,
  zeebe,
} from '#test/diagram.ts'
import { deploy, openFirm } from '#test/working-firm.ts'
import { fireDueTimers } from './clock.ts'
import { compileModel } from './model/compile.ts'

const firm = await openFirm()
const admin = firm.as('administrator')
const refused = (code: string) => (error_: unknown) => error_ instanceof Refused && error_.code === code
const assigned = zeebe('assignmentDefinition', { candidateGroups: 'consultant' })

const begun = async (key: string, variables: object = {}): Promise<string> =>
  (await admin.run('processes.start', { key, variables })).instanceId
const shown = (instanceId: string) => admin.ask('processes.instance', { instanceId })
const replays = async (instanceId: string) => (await admin.ask('processes.replay', { instanceId })).same
const at = (minutes: number) => firm.clock.now.add({ minutes })

/** A service task that is tried several times. */
const tried = (id: string, command: string, retries: string, backoff: string, mapping: string) =>
  element(
    'serviceTask',
    id,
    zeebe('taskDefinition', { type: command, retries }) +
      (backoff ? properties({ retryBackoff: backoff }) : '') +
      mapping,
  )
const flaky = (retries: string, backoff: string) =>
  tried(
    'work',
    'work.flaky',
    retries,
    backoff,
    io(
      [
        ['=subject', 'subject'],
        ['=times', 'times'],
      ],
      [['=tries', 'tries']],
    ),
  )

test('a command that breaks down is tried again after each wait, and the instance goes on when it works', async (t) => {
  const logged = t.mock.method(firm.house.log, 'error', () => undefined).mock
  await deploy(
    firm,
    process('again', start('s'), flaky('4', 'PT1M, PT10M'), end('e'), chain('s', 'work', 'e')),
  )
  const instanceId = await begun('again', { subject: 'a', times: 3 })
  const [waiting] = (await shown(instanceId)).waiting
  assert.equal(waiting.waitsFor, `another try at ${at(1)}`)
  assert.equal(await fireDueTimers(firm.house, at(0)), 0)
  assert.equal(await fireDueTimers(firm.house, at(1)), 1)
  assert.equal(await fireDueTimers(firm.house, at(10)), 0)
  assert.equal(await fireDueTimers(firm.house, at(11)), 1)
  // The last wait counts for every further failure.
  assert.equal(await fireDueTimers(firm.house, at(20)), 0)
  assert.equal(await fireDueTimers(firm.house, at(21)), 1)
  const done = await shown(instanceId)
  assert.equal(done.status, 'completed')
  assert.equal(done.variables.tries, 4)
  assert.equal(await replays(instanceId), true)
  const { steps } = await admin.ask('processes.explain', { instanceId })
  const step = steps.find(({ node }: { node: string }) => node === 'work')
  assert.equal(step.note, 'Attempt 3 of 4 failed: broken for the time 3')
  const { rows } = await firm.database.admin.query(
    `select count(*)::integer as written from process.message where name = 'flaky' and key = 'a'`,
  )
  assert.deepEqual(rows, [{ written: 1 }], 'what a broken try has written is gone')
  const told = logged.calls.map(({ arguments: [fields] }) => fields as { err: Error; node: string })
  assert.deepEqual(
    told.map(({ err, node }) => [err.message, node]),
    [1, 2, 3].map((time) => [`broken for the time ${time}`, 'work']),
    'each breakdown is logged once, with its cause',
  )
})

test('when the last try has failed it is an incident, and a retry begins to count anew', async () => {
  await deploy(firm, process('last', start('s'), flaky('2', ''), end('e'), chain('s', 'work', 'e')))
  const instanceId = await begun('last', { subject: 'b', times: 3 })
  assert.equal(await fireDueTimers(firm.house, at(1)), 1)
  const [incident] = (await shown(instanceId)).incidents
  assert.equal(incident.code, 'command_broke_down')
  await admin.run('incidents.retry', { incidentId: incident.id })
  assert.deepEqual((await shown(instanceId)).incidents, [])
  assert.equal(await fireDueTimers(firm.house, at(1)), 1)
  assert.equal((await shown(instanceId)).status, 'completed')
  assert.equal(await replays(instanceId), true)
})

test('a fault without a policy takes everything back, as before', async () => {
  const xml = process('fatal', start('s'), service('c', 'work.crash'), end('e'), chain('s', 'c', 'e'))
  await deploy(firm, xml)
  await assert.rejects(admin.run('processes.start', { key: 'fatal' }), /broken on purpose/)
})

test('a policy that cannot be read is told at deployment', async () => {
  const { findings } = await compileModel(
    process(
      'p',
      start('s'),
      tried('a', 'work.do', 'often', '', ''),
      tried('b', 'work.do', '3', 'soon', ''),
      end('e'),
      chain('s', 'a', 'b', 'e'),
    ),
  )
  assert.deepEqual(
    findings
      .filter(({ severity }) => severity === 'error')
      .map(({ element: where, code }) => `${where} ${code}`),
    ['a retries_invalid', 'b retry_backoff_invalid'],
  )
})

await deploy(
  firm,
  process(
    'bill',
    start('s'),
    element(
      'serviceTask',
      'send',
      zeebe('taskDefinition', { type: 'work.refuse' }) +
        io([['="x"', 'subject']], [['=made', 'invoiceNumber']]),
    ),
    user('check', assigned),
    end('e'),
    chain('s', 'send', 'check', 'e'),
  ),
)
const incidentOf = async (instanceId: string): Promise<string> => (await shown(instanceId)).incidents[0].id

test('an incident is resolved with the result of work that was done by other means', async () => {
  const instanceId = await begun('bill')
  const incidentId = await incidentOf(instanceId)
  const reason = 'Sent by post.'
  await admin.run('processes.suspend', { instanceId, reason: 'Look first.' })
  await assert.rejects(admin.run('incidents.resolve', { incidentId, reason }), refused('instance_suspended'))
  await assert.rejects(admin.run('incidents.retry', { incidentId }), refused('instance_suspended'))
  await admin.run('processes.resume', { instanceId, reason: 'Looked.' })
  const answer = await admin.run('incidents.resolve', { incidentId, variables: { made: 'R-1' }, reason })
  assert.deepEqual(answer, { incidentId, instanceId, status: 'active', openIncidents: 0 })
  const after = await shown(instanceId)
  assert.equal(after.variables.invoiceNumber, 'R-1')
  assert.equal(after.waiting[0].node, 'check')
  const listed = await admin.ask('incidents.list', { open: false, key: 'bill' })
  assert.equal(listed.items[0].outcome, 'resolved')
  await assert.rejects(admin.run('incidents.skip', { incidentId, reason }), refused('incident_closed'))
  assert.equal(await replays(instanceId), true)
})

test('an incident is skipped: the instance goes on behind it without its results, and the path says why', async () => {
  const instanceId = await begun('bill')
  const incidentId = await incidentOf(instanceId)
  await admin.run('incidents.skip', {
    incidentId,
    variables: { late: true },
    reason: 'No invoice is wanted.',
  })
  const after = await shown(instanceId)
  assert.equal(after.waiting[0].node, 'check')
  assert.deepEqual([after.variables.late, after.variables.invoiceNumber], [true, undefined])
  const { steps } = await admin.ask('processes.explain', { instanceId })
  assert.equal(steps.find(({ node }: { node: string }) => node === 'send').note, 'No invoice is wanted.')
  assert.equal(await replays(instanceId), true)
})

test('where no result can be given the incident is retried or skipped, not resolved', async () => {
  await deploy(
    firm,
    process(
      'gate',
      start('s'),
      script('calc', '=1/0', 'x'),
      exclusive('g'),
      end('e'),
      chain('s', 'calc', 'g'),
      flow('g', 'e', '=go'),
    ),
  )
  const instanceId = await begun('gate')
  const incidentId = await incidentOf(instanceId)
  await assert.rejects(
    admin.run('incidents.resolve', { incidentId, reason: 'Try.' }),
    refused('incident_not_settled'),
  )
  await admin.run('incidents.skip', { incidentId, variables: { go: true }, reason: 'Go on.' })
  assert.equal((await shown(instanceId)).status, 'completed')
  assert.equal(await replays(instanceId), true)
})
