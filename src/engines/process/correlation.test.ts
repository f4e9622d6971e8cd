import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refused } from '#kernel/refusal.ts'
import {
  boundary,
  call,
  caught,
  chain,
  end,
  error,
  exclusive,
  flow,
  message,
  model,
  process,
  signal,
  start,
  thrown,
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

test('a bulk command moves every instance its events are for', async () => {
  await deploy(
    firm,
    process(
      'bulk',
      start('s'),
      caught('m', message('work.done', '=subject')),
      end('e'),
      chain('s', 'm', 'e'),
    ),
  )
  const subjects = Array.from({ length: 30 }, (_, n) => `bulk-${n}`)
  for (const subject of subjects) await admin.run('processes.start', { key: 'bulk', variables: { subject } })
  await consultant.run('work.doMany', { subjects })
  const { items } = await admin.ask('processes.instances', { key: 'bulk', status: 'completed', limit: 100 })
  assert.equal(items.length, 30)
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

test('what began a process and is kept for another does not begin the first once more when it ends', async () => {
  const done = message('work.done')
  await deploy(
    firm,
    process(
      'beginsOnce',
      start('s', done),
      user('u', assignTo('consultant')),
      end('e'),
      chain('s', 'u', 'e'),
    ),
  )
  await deploy(
    firm,
    process(
      'mayWait',
      start('s'),
      caught('wait', message('work.done', '=subject')),
      end('e'),
      chain('s', 'wait', 'e'),
    ),
  )
  await consultant.run('work.do', { subject: 'kept' })
  const instances = async (key: string) =>
    (await admin.ask('processes.instances', { key })).items.map(
      (one: { businessKey: string | null; status: string }) => `${one.businessKey} ${one.status}`,
    )
  const [task] = (await consultant.ask('tasks.list', { processKey: 'beginsOnce' })).items
  await consultant.run('tasks.complete', { taskId: task.id })
  assert.deepEqual(await instances('beginsOnce'), ['kept completed'])
  await admin.run('processes.start', { key: 'mayWait', variables: { subject: 'kept' } })
  assert.deepEqual(await instances('mayWait'), ['null completed'], 'it was kept for who came to wait')
})
