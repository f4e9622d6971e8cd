import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#kernel/id.ts'
import { Refused } from '#kernel/refusal.ts'
import {
  boundary,
  call,
  caught,
  chain,
  each,
  element,
  end,
  error,
  eventSubprocess,
  exclusive,
  flow,
  io,
  message,
  model,
  process,
  properties,
  service,
  signal,
  start,
  startBeside,
  thrown,
  timer,
  user,
  zeebe,
} from './testkit/diagram.ts'
import { deploy, openFirm } from './testkit/firm.ts'

const refused = (code: string) => (error_: unknown) => error_ instanceof Refused && error_.code === code

const part = (id: string, ...content: string[]) =>
  `<bpmn:process id="${id}" isExecutable="true">${content.join('')}</bpmn:process>`

const firm = await openFirm()
const admin = firm.as('administrator')
const consultant = firm.as('consultant')

const assignTo = (groups: string) => zeebe('assignmentDefinition', { candidateGroups: groups })
const simple = (id: string, groups = 'consultant') =>
  process(id, start('s'), user('u', assignTo(groups)), end('e'), chain('s', 'u', 'e'))

test('a model is deployed as the next version of its key, the same model only once', async () => {
  const first = await deploy(firm, simple('versions'))
  assert.deepEqual(
    first.processes.map(({ key, version, changed }: never) => [key, version, changed]),
    [['versions', 1, true]],
  )
  const again = await deploy(firm, simple('versions'))
  assert.deepEqual(
    again.processes.map(({ version, changed }: never) => [version, changed]),
    [[1, false]],
  )
  const next = await deploy(firm, simple('versions', 'billing'))
  assert.equal(next.processes[0].version, 2)
  const all = await admin.ask('processes.list', { key: 'versions', versions: 'all' })
  assert.equal(all.items.length, 2)
  const latest = await consultant.ask('processes.list', { key: 'versions' })
  assert.deepEqual(
    latest.items.map((item: { version: number }) => item.version),
    [2],
  )
  const shown = await consultant.ask('processes.get', { definitionId: latest.items[0].id })
  assert.match(shown.xml, /candidateGroups="billing"/)
  await assert.rejects(
    consultant.ask('processes.get', { definitionId: newId() }),
    refused('process_not_found'),
  )
})

test('a model that cannot be executed is refused with every finding at once', async () => {
  const xml = process(
    'bad',
    start('s'),
    element('complexGateway', 'g'),
    service('c', 'no.such'),
    user('u', properties({ command: 'no.such', subject: '=x' })),
    chain('s', 'g', 'c', 'u'),
  )
  const failure = await deploy(firm, xml).then(
    () => assert.fail('deployed'),
    (error_: unknown) => error_,
  )
  assert.ok(failure instanceof Refused)
  assert.equal(failure.code, 'process_model_invalid')
  assert.deepEqual(
    failure.problems.map(({ code }) => code),
    ['element_not_executed'],
  )
  const unknown = process(
    'bad',
    start('s'),
    service('c', 'no.such'),
    user('u', properties({ command: 'no.such', subject: '=x' })),
    chain('s', 'c', 'u'),
  )
  const second = await deploy(firm, unknown).then(
    () => assert.fail('deployed'),
    (error_: unknown) => error_,
  )
  assert.ok(second instanceof Refused)
  assert.deepEqual(
    second.problems.map(({ code }) => code),
    ['command_unknown', 'command_unknown'],
  )
})

test('an instance starts, waits for a person, and ends when the task is done', async () => {
  await deploy(firm, simple('simple'))
  const { instanceId, status } = await admin.run('processes.start', {
    key: 'simple',
    variables: { a: 1 },
    businessKey: 'b-1',
  })
  assert.equal(status, 'active')
  const shown = await admin.ask('processes.instance', { instanceId })
  assert.deepEqual(
    shown.waiting.map((one: { node: string; waitsFor: string }) => [one.node, one.waitsFor]),
    [['u', 'the task of consultant']],
  )
  const { items } = await consultant.ask('tasks.list', { processKey: 'simple' })
  assert.deepEqual(
    items.map(({ why, businessKey }: never) => [why, businessKey]),
    [['offered to the role consultant', 'b-1']],
  )
  await consultant.run('tasks.complete', { taskId: items[0].id, variables: { b: 2 } })
  const ended = await admin.ask('processes.instance', { instanceId })
  assert.equal(ended.status, 'completed')
  assert.deepEqual(ended.variables, { a: 1, b: 2 })
  const { items: found } = await admin.ask('processes.instances', {
    key: 'simple',
    businessKey: 'b-1',
    troubled: false,
  })
  assert.deepEqual(
    found.map((one: { id: string }) => one.id),
    [instanceId],
  )
})

test('the path of an instance is told step by step and its stored events give the same state again', async () => {
  const xml = process(
    'path',
    start('s'),
    exclusive('g', 'g-b'),
    user('a', assignTo('consultant')),
    user('b'),
    end('e'),
    chain('s', 'g'),
    flow('g', 'a', '=n > 1'),
    flow('g', 'b'),
    chain('a', 'e'),
  )
  await deploy(firm, xml)
  const { instanceId } = await admin.run('processes.start', { key: 'path', variables: { n: 2 } })
  const { items } = await consultant.ask('tasks.list', { processKey: 'path' })
  await consultant.run('tasks.complete', { taskId: items[0].id })
  const told = await admin.ask('processes.explain', { instanceId })
  assert.deepEqual(
    told.steps.map(({ node, via, outcome }: never) => [node, via, outcome]),
    [
      ['path', null, 'completed'],
      ['s', null, 'completed'],
      ['g', 's-g', 'completed'],
      ['a', 'g-a: n > 1', 'completed'],
      ['e', 'a-e', 'completed'],
    ],
  )
  assert.equal(told.steps[3].doneBy, await consultant.principalId)
  assert.deepEqual(
    told.events.map(({ type }: never) => type),
    ['start', 'complete'],
  )
  const again = await admin.ask('processes.replay', { instanceId })
  assert.deepEqual(again, { instanceId, events: 2, same: true, differences: [] })
})

test('a replay against another version shows what would have been different', async () => {
  const build = (limit: number) =>
    process(
      'limits',
      start('s'),
      exclusive('g', 'g-b'),
      user('a'),
      user('b'),
      chain('s', 'g'),
      flow('g', 'a', `=n > ${limit}`),
      flow('g', 'b'),
    )
  await deploy(firm, build(1))
  const { instanceId } = await admin.run('processes.start', { key: 'limits', variables: { n: 2 } })
  const next = await deploy(firm, build(5))
  const told = await admin.ask('processes.replay', {
    instanceId,
    definitionId: next.processes[0].definitionId,
  })
  assert.equal(told.same, false)
  assert.ok(told.differences.some(({ stored, replayed }: never) => stored === 'a' && replayed === 'b'))
  await assert.rejects(
    admin.ask('processes.replay', { instanceId, definitionId: newId() }),
    refused('process_not_found'),
  )
  await assert.rejects(admin.ask('processes.replay', { instanceId: newId() }), refused('instance_not_found'))
})

test('a service task runs its command in the same transaction, on behalf of the person, with the cause kept', async () => {
  await deploy(
    firm,
    process(
      'calls',
      start('s'),
      service('c', 'work.do', io([['=subject', 'subject']], [['=subject', 'worked']])),
      end('e'),
      chain('s', 'c', 'e'),
    ),
  )
  const { instanceId, status } = await admin.run('processes.start', {
    key: 'calls',
    variables: { subject: 'x1' },
  })
  assert.equal(status, 'completed')
  const { variables } = await admin.ask('processes.instance', { instanceId })
  assert.deepEqual(variables, { subject: 'x1', worked: 'x1' })
  const { rows } = await firm.database.admin.query(
    `select c.command, c.actor_id, c.on_behalf_of, p.command as cause from kernel.journal c join kernel.journal p on p.id = c.cause_id where c.command = 'work.do'`,
  )
  assert.deepEqual(rows, [
    {
      command: 'work.do',
      actor_id: firm.processId,
      on_behalf_of: firm.administratorId,
      cause: 'processes.start',
    },
  ])
})

const guardedCall = (id: string, catcher: string) =>
  process(
    id,
    start('s'),
    service(
      'c',
      'work.refuse',
      io([
        ['=subject', 'subject'],
        ['=allowed', 'allowed'],
      ]),
    ),
    end('e'),
    user('mend'),
    catcher,
    chain('s', 'c', 'e'),
  )

test('a refused command leaves nothing behind and goes the way the diagram has for it', async () => {
  await deploy(firm, guardedCall('caught', boundary('b', 'c', error('cap_exceeded')) + flow('b', 'mend')))
  const { instanceId } = await admin.run('processes.start', {
    key: 'caught',
    variables: { subject: 'x2', allowed: false },
  })
  const { waiting } = await admin.ask('processes.instance', { instanceId })
  assert.deepEqual(
    waiting.map((one: { node: string }) => one.node),
    ['mend'],
  )
  const { rows } = await firm.database.admin.query(
    `select from process.message where name = 'trace' and key = 'x2'`,
  )
  assert.equal(rows.length, 0)
})

test('a refusal the diagram has no way for is an incident, and is retried with mended variables', async () => {
  await deploy(firm, guardedCall('uncaught', ''))
  const { instanceId } = await admin.run('processes.start', {
    key: 'uncaught',
    variables: { subject: 'x3', allowed: false },
  })
  const { items } = await admin.ask('incidents.list', { key: 'uncaught' })
  assert.deepEqual(
    items.map(({ node, code, message: text, ownerRole }: never) => [node, code, text, ownerRole]),
    [['c', 'cap_exceeded', 'The cap of x3 is exceeded.', 'administrator']],
  )
  const { items: troubled } = await admin.ask('processes.instances', { key: 'uncaught', troubled: true })
  assert.equal(troubled[0].incidents, 1)
  const [{ id: incidentId }] = items
  await assert.rejects(consultant.run('incidents.retry', { incidentId }), refused('not_permitted'))
  const still = await admin.run('incidents.retry', { incidentId })
  assert.equal(still.openIncidents, 1)
  await assert.rejects(admin.run('incidents.retry', { incidentId }), refused('incident_closed'))
  await assert.rejects(admin.run('incidents.retry', { incidentId: newId() }), refused('incident_not_found'))
  const { items: next } = await admin.ask('incidents.list', { key: 'uncaught' })
  const mended = await admin.run('incidents.retry', { incidentId: next[0].id, variables: { allowed: true } })
  assert.deepEqual(
    [mended.status, mended.openIncidents, mended.instanceId],
    ['active', 0, instanceId].with(0, 'completed'),
  )
  const replayed = await admin.ask('processes.replay', { instanceId })
  assert.deepEqual(replayed.differences, [])
})

test('a fault inside a process takes the whole transaction with it', async () => {
  await deploy(firm, process('crashing', start('s'), service('c', 'work.crash'), chain('s', 'c')))
  await assert.rejects(
    admin.run('processes.start', { key: 'crashing', businessKey: 'gone' }),
    /broken on purpose/,
  )
  const { items } = await admin.ask('processes.instances', { businessKey: 'gone' })
  assert.deepEqual(items, [])
})

test('a business event starts one instance at a time for its key; the next waits for the end of the first', async () => {
  const wake = message('work.done')
  await deploy(
    firm,
    process('onDone', start('s', wake), user('u', assignTo('consultant')), end('e'), chain('s', 'u', 'e')),
  )
  await consultant.run('work.do', { subject: 'deal-1' })
  await consultant.run('work.do', { subject: 'deal-1', payload: 'second' })
  await consultant.run('work.do', { subject: 'deal-2' })
  const running = async () =>
    (await admin.ask('processes.instances', { key: 'onDone', status: 'active' })).items
  assert.deepEqual(
    (await running()).map((one: { businessKey: string }) => one.businessKey),
    ['deal-1', 'deal-2'],
  )
  const first = (await running())[0].id
  const { variables } = await admin.ask('processes.instance', { instanceId: first })
  assert.deepEqual(variables, { subject: 'deal-1', payload: null })
  const { items: tasks } = await consultant.ask('tasks.list', { processKey: 'onDone' })
  await consultant.run('tasks.complete', { taskId: tasks[0].id })
  const next = (await running()).find((one: { businessKey: string }) => one.businessKey === 'deal-1')
  assert.notEqual(next.id, first)
  const begun = await admin.ask('processes.instance', { instanceId: next.id })
  assert.deepEqual(begun.variables, { subject: 'deal-1', payload: 'second' })
  // Nothing of this test shall start more instances below.
  await deploy(firm, process('onDone', start('s'), user('u'), chain('s', 'u')))
})

test('a message reaches the waiting instance with its key, or waits in the buffer for one', async () => {
  await deploy(
    firm,
    process(
      'waits',
      start('s'),
      caught('m', message('payments.received', '=invoice')),
      end('e'),
      chain('s', 'm', 'e'),
    ),
  )
  const first = await admin.run('processes.start', { key: 'waits', variables: { invoice: 'i1' } })
  const other = await admin.run('processes.start', { key: 'waits', variables: { invoice: 'i2' } })
  const sent = await admin.run('processes.publish', {
    name: 'payments.received',
    key: 'i1',
    variables: { amount: '5.00' },
  })
  assert.deepEqual(sent.instances, [first.instanceId])
  const shown = await admin.ask('processes.instance', { instanceId: first.instanceId })
  assert.deepEqual([shown.status, shown.variables], ['completed', { invoice: 'i1', amount: '5.00' }])
  assert.equal((await admin.ask('processes.instance', { instanceId: other.instanceId })).status, 'active')
  const early = { name: 'payments.received', key: 'i3', messageId: 'once', variables: { amount: '7.00' } }
  await admin.run('processes.publish', early)
  await admin.run('processes.publish', early)
  const late = await admin.run('processes.start', { key: 'waits', variables: { invoice: 'i3' } })
  assert.equal(late.status, 'completed')
  const again = await admin.run('processes.start', { key: 'waits', variables: { invoice: 'i3' } })
  assert.equal(again.status, 'active', 'the same message id was kept once')
})

test('a message nobody will ever catch is not kept', async () => {
  await admin.run('processes.publish', { name: 'nobody.listens', key: 'k' })
  const { rows } = await firm.database.admin.query(
    `select from process.message where name = 'nobody.listens'`,
  )
  assert.equal(rows.length, 0)
})

test('a signal reaches all instances of the tenant', async () => {
  await deploy(
    firm,
    model(
      part('thrower', start('s'), thrown('t', signal('closed')), end('e'), chain('s', 't', 'e')),
      part('hearer', start('h'), caught('c', signal('closed')), end('he'), chain('h', 'c', 'he')),
    ),
  )
  const hearers = [
    await admin.run('processes.start', { key: 'hearer' }),
    await admin.run('processes.start', { key: 'hearer' }),
  ]
  await admin.run('processes.start', { key: 'thrower' })
  for (const { instanceId } of hearers) {
    assert.equal((await admin.ask('processes.instance', { instanceId })).status, 'completed')
  }
})

test('a called process is an instance of its own under the lock of its root, and its end moves the caller', async () => {
  await deploy(
    firm,
    model(
      part(
        'caller',
        start('s'),
        call('c', 'called', '', ''),
        boundary('b', 'c', error('bad')),
        end('e'),
        end('be'),
        chain('s', 'c', 'e'),
        flow('b', 'be'),
      ),
      part(
        'called',
        start('cs'),
        user('cu', assignTo('consultant')),
        exclusive('g', 'g-ce'),
        end('ce'),
        end('bad', error('bad')),
        chain('cs', 'cu', 'g', 'ce'),
        flow('g', 'bad', '=fails'),
      ),
    ),
  )
  for (const fails of [false, true]) {
    const { instanceId } = await admin.run('processes.start', { key: 'caller' })
    const { called } = await admin.ask('processes.instance', { instanceId })
    assert.deepEqual(
      called.map(({ key, status }: never) => [key, status]),
      [['called', 'active']],
    )
    await assert.rejects(
      admin.run('processes.cancel', { instanceId: called[0].id, reason: 'x' }),
      refused('instance_is_called'),
    )
    const { items } = await consultant.ask('tasks.list', { processKey: 'called' })
    await consultant.run('tasks.complete', { taskId: items[0].id, variables: { fails } })
    const told = await admin.ask('processes.explain', { instanceId })
    assert.equal(told.status, 'completed')
    assert.equal(told.steps.at(-1).node, fails ? 'be' : 'e')
    for (const id of [instanceId, called[0].id]) {
      assert.deepEqual((await admin.ask('processes.replay', { instanceId: id })).differences, [])
    }
  }
})

test('cancelling takes tasks, timers, subscriptions and called processes with it', async () => {
  await deploy(
    firm,
    model(
      part(
        'outer',
        start('s'),
        call('c', 'inner'),
        boundary('late', 'c', timer('Duration', 'P1D')),
        end('e'),
        end('le'),
        chain('s', 'c', 'e'),
        flow('late', 'le'),
        eventSubprocess('es', startBeside('ess', message('ping', '="k"')), end('ese'), flow('ess', 'ese')),
      ),
      part('inner', start('is'), user('iu', assignTo('consultant')), chain('is', 'iu')),
    ),
  )
  const { instanceId } = await admin.run('processes.start', { key: 'outer' })
  await assert.rejects(
    consultant.run('processes.cancel', { instanceId, reason: 'x' }),
    refused('not_permitted'),
  )
  const { status } = await admin.run('processes.cancel', { instanceId, reason: 'The deal was withdrawn.' })
  assert.equal(status, 'cancelled')
  const { rows } = await firm.database.admin.query(
    `select (select count(*)::integer from process.timer where root_id = $1) as timers,
       (select count(*)::integer from process.subscription where root_id = $1) as subscriptions,
       (select count(*)::integer from process.task where root_id = $1 and ended_at is null) as tasks,
       (select count(*)::integer from process.instance where root_id = $1 and status = 'active') as instances`,
    [instanceId],
  )
  assert.deepEqual(rows, [{ timers: 0, subscriptions: 0, tasks: 0, instances: 0 }])
  await assert.rejects(
    admin.run('processes.cancel', { instanceId, reason: 'x' }),
    refused('instance_not_active'),
  )
  await assert.rejects(
    admin.run('processes.cancel', { instanceId: newId(), reason: 'x' }),
    refused('instance_not_found'),
  )
})

test('variables are set with a reason on record, and conditions see them', async () => {
  await deploy(firm, process('vars', start('s'), user('u'), end('e'), chain('s', 'u', 'e')))
  const { instanceId } = await admin.run('processes.start', { key: 'vars', variables: { n: 1 } })
  await admin.run('processes.setVariables', { instanceId, variables: { n: 2 }, reason: 'typing error' })
  assert.deepEqual((await admin.ask('processes.instance', { instanceId })).variables, { n: 2 })
})

test('an instance can be asked to be the only one of its business key', async () => {
  await deploy(firm, simple('single'))
  await admin.run('processes.start', { key: 'single', businessKey: 'one', onlyOne: true })
  await assert.rejects(
    admin.run('processes.start', { key: 'single', businessKey: 'one', onlyOne: true }),
    refused('process_already_running'),
  )
  await assert.rejects(admin.run('processes.start', { key: 'unheard-of' }), refused('process_not_found'))
  await deploy(firm, process('eventOnly', start('s', message('never.said')), user('u'), chain('s', 'u')))
  await assert.rejects(admin.run('processes.start', { key: 'eventOnly' }), refused('process_not_startable'))
})

test('people in parallel: one task an item, and the instance goes on when all are done', async () => {
  const ids = await Promise.all(['Ann', 'Bob', 'Cid'].map((name) => firm.person(name, 'consultant')))
  await deploy(
    firm,
    process(
      'panel',
      start('s'),
      user(
        'u',
        zeebe('assignmentDefinition', { assignee: '=who' }),
        each('=people', { inputElement: 'who', outputCollection: 'votes', outputElement: '=vote' }),
      ),
      end('e'),
      chain('s', 'u', 'e'),
    ),
  )
  const { instanceId } = await admin.run('processes.start', { key: 'panel', variables: { people: ids } })
  for (const id of ids) {
    const { items } = await firm.as(id).ask('tasks.list', { processKey: 'panel' })
    assert.deepEqual(
      items.map(({ why, state }: never) => [why, state]),
      [['assigned to you', 'claimed']],
    )
    await firm.as(id).run('tasks.complete', { taskId: items[0].id, variables: { vote: id } })
  }
  const { variables, status } = await admin.ask('processes.instance', { instanceId })
  assert.deepEqual([status, variables.votes], ['completed', ids])
})

test('a task that names somebody unknown is an incident until the variables are mended', async () => {
  await deploy(
    firm,
    process(
      'stranger',
      start('s'),
      user('u', zeebe('assignmentDefinition', { assignee: '=who' })),
      chain('s', 'u'),
    ),
  )
  await admin.run('processes.start', { key: 'stranger', variables: { who: 'ann@firm.example' } })
  const { items } = await admin.ask('incidents.list', { key: 'stranger', code: 'task_names_stranger' })
  const consultantId = await consultant.principalId
  await admin.run('incidents.retry', { incidentId: items[0].id, variables: { who: consultantId } })
  assert.equal((await consultant.ask('tasks.list', { processKey: 'stranger' })).items.length, 1)
})

test('another tenant sees and moves nothing of it', async () => {
  const other = await firm.otherTenant()
  const { items } = await other.as('administrator').ask('processes.list')
  assert.deepEqual(items, [])
  await assert.rejects(
    other.as('administrator').run('processes.start', { key: 'simple' }),
    refused('process_not_found'),
  )
})
