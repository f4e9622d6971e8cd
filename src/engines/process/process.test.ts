import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#kernel/id.ts'
import { Refused } from '#kernel/refusal.ts'
import {
  adHoc,
  boundary,
  call,
  chain,
  each,
  element,
  end,
  eventSubprocess,
  exclusive,
  flow,
  message,
  model,
  process,
  properties,
  service,
  start,
  startBeside,
  timer,
  user,
  zeebe,
} from '#test/diagram.ts'
import { deploy, openFirm } from '#test/working-firm.ts'

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

test('a task that would be done by completing a task is refused at deployment', async () => {
  const circular = user('u', properties({ command: 'tasks.complete', subject: '=x' }))
  const failure = await deploy(firm, process('bad', start('s'), circular, chain('s', 'u'))).then(
    () => assert.fail('deployed'),
    (error_: unknown) => error_,
  )
  assert.ok(failure instanceof Refused)
  assert.deepEqual(
    failure.problems.map(({ code }) => code),
    ['command_not_awaited'],
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

test('an activity of an ad-hoc subprocess is chosen by whoever watches over the process', async () => {
  const choice = adHoc('x', {}, user('look', assignTo('consultant')), user('ask', assignTo('consultant')))
  await deploy(firm, process('choose', start('s'), choice, end('e'), chain('s', 'x', 'e')))
  const { instanceId } = await admin.run('processes.start', { key: 'choose' })
  const [waits] = (await admin.ask('processes.instance', { instanceId })).waiting
  assert.equal(waits?.waitsFor, 'an activity of it to be chosen')
  await assert.rejects(
    admin.run('processes.activate', { instanceId, activity: 'x' }),
    refused('activity_not_offered'),
  )
  await admin.run('processes.activate', { instanceId, activity: 'ask' })
  const [task] = (await consultant.ask('tasks.list', {})).items.filter(
    (one: { instanceId: string }) => one.instanceId === instanceId,
  )
  await consultant.run('tasks.complete', { taskId: task.id })
  assert.equal((await admin.ask('processes.instance', { instanceId })).status, 'completed')
  assert.equal((await admin.ask('processes.replay', { instanceId })).same, true)
})

test('variables are written again only when an event has changed one', async () => {
  await deploy(firm, process('large', start('s'), user('u'), user('v'), end('e'), chain('s', 'u', 'v', 'e')))
  const { instanceId } = await admin.run('processes.start', { key: 'large', variables: { a: 1 } })
  await firm.database.owner.query(
    `create table process.written (id uuid);
     grant insert on process.written to public;
     create function process.note() returns trigger language plpgsql as $$
     begin insert into process.written values (new.id); return new; end $$;
     create trigger note before update of variables on process.instance for each row execute function process.note()`,
  )
  const [first] = (await admin.ask('tasks.list', { processKey: 'large' })).items
  await admin.run('tasks.complete', { taskId: first.id })
  const written = async () => (await firm.database.admin.query('select id from process.written')).rows
  assert.deepEqual(await written(), [])
  const [second] = (await admin.ask('tasks.list', { processKey: 'large' })).items
  await admin.run('tasks.complete', { taskId: second.id, variables: { a: 2 } })
  assert.deepEqual(await written(), [{ id: instanceId }])
  await firm.database.owner.query('drop trigger note on process.instance')
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
