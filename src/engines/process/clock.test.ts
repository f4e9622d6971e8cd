import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refused } from '#kernel/refusal.ts'
import { inTransaction } from '#kernel/run.ts'
import { sql } from '#kernel/sql.ts'
import {
  boundary,
  caught,
  chain,
  end,
  flow,
  io,
  message,
  process,
  service,
  start,
  timer,
  user,
} from '#test/diagram.ts'
import { deploy, openFirm } from '#test/working-firm.ts'
import { fireDueTimers } from './clock.ts'
import { dueTenants } from './store/timer-table.ts'

const firm = await openFirm()
const admin = firm.as('administrator')
const begin = firm.clock.now

const waits = (id: string, form: 'Duration' | 'Date', value: string) =>
  process(id, start('s'), caught('t', timer(form, value)), end('e'), chain('s', 't', 'e'))

const count = async (query: string, ...values: unknown[]): Promise<number> => {
  const { rows } = await firm.database.admin.query(`select count(*)::integer as n from ${query}`, values)
  return rows[0].n
}

test('nothing fires before it is due, and what is due fires once', async () => {
  await deploy(firm, waits('hour', 'Duration', 'PT1H'))
  const { instanceId } = await admin.run('processes.start', { key: 'hour' })
  assert.equal(await fireDueTimers(firm.house, begin.add({ minutes: 59 })), 0)
  assert.equal(await fireDueTimers(firm.house, begin.add({ minutes: 60 })), 1)
  assert.equal(await fireDueTimers(firm.house, begin.add({ minutes: 61 })), 0)
  assert.equal((await admin.ask('processes.instance', { instanceId })).status, 'completed')
  const { rows } = await firm.database.admin.query(
    `select command, actor_id from kernel.journal where command = 'processes.fireTimers'`,
  )
  assert.deepEqual(rows, [{ command: 'processes.fireTimers', actor_id: firm.processId }])
})

test('two nodes that fire at the same time fire each timer once', async () => {
  await deploy(firm, waits('crowd', 'Duration', 'PT2H'))
  for (let n = 0; n < 40; n += 1) await admin.run('processes.start', { key: 'crowd' })
  const now = begin.add({ hours: 2 })
  const rounds = await Promise.all(Array.from({ length: 8 }, () => fireDueTimers(firm.house, now, 7)))
  let fired = rounds.reduce((sum, n) => sum + n, 0)
  for (let more = -1; more !== 0; fired += more) more = await fireDueTimers(firm.house, now, 7)
  assert.equal(fired, 40)
  assert.equal(await count(`process.timer where due_at <= $1`, now.toString()), 0)
  const heard = `process.input_event e join process.instance i on i.id = e.instance_id where i.process_key = 'crowd' and e.event->>'type' = 'timer'`
  assert.equal(await count(heard), 40)
})

test('completion against timer: the first to commit wins, the other changes nothing', async () => {
  await deploy(
    firm,
    process(
      'race',
      start('s'),
      user('u'),
      boundary('b', 'u', timer('Duration', 'PT3H')),
      end('e'),
      end('be'),
      chain('s', 'u', 'e'),
      flow('b', 'be'),
    ),
  )
  const now = begin.add({ hours: 3 })
  for (let round = 0; round < 5; round += 1) {
    const { instanceId } = await admin.run('processes.start', { key: 'race' })
    const { items } = await admin.ask('tasks.list', { processKey: 'race' })
    await Promise.allSettled([
      admin.run('tasks.complete', { taskId: items[0].id }),
      fireDueTimers(firm.house, now),
    ])
    await fireDueTimers(firm.house, now)
    const { status, steps } = await admin.ask('processes.explain', { instanceId })
    assert.equal(status, 'completed')
    const ends = steps.filter(({ node }: { node: string }) => node === 'e' || node === 'be')
    assert.equal(ends.length, 1)
  }
})

test('a process starts by its timer, again and again by a cycle, and only in its latest version', async () => {
  const every = (form: 'Cycle', value: string) =>
    process('nightly', start('s', timer(form, value)), end('e'), chain('s', 'e'))
  await deploy(firm, every('Cycle', 'R3/PT24H'))
  const started = async () => (await admin.ask('processes.instances', { key: 'nightly' })).items.length
  await fireDueTimers(firm.house, begin.add({ hours: 24 }))
  assert.equal(await started(), 1)
  await fireDueTimers(firm.house, begin.add({ hours: 48 }))
  assert.equal(await started(), 2)
  await deploy(firm, every('Cycle', 'R1/PT12H'))
  assert.equal(
    await count(
      `process.start_timer t join process.definition d on d.id = t.definition_id where d.key = 'nightly'`,
    ),
    1,
  )
  await fireDueTimers(firm.house, begin.add({ hours: 12 }))
  await fireDueTimers(firm.house, begin.add({ hours: 72 }))
  assert.equal(await started(), 3, 'R1 starts once and its timer is gone')
  assert.equal(
    await count(
      `process.start_timer t join process.definition d on d.id = t.definition_id where d.key = 'nightly'`,
    ),
    0,
  )
})

test('a start timer that depends on variables is refused at deployment', async () => {
  await assert.rejects(
    deploy(firm, process('odd', start('s', timer('Duration', '=wait')), end('e'), chain('s', 'e'))),
    (error: unknown) => error instanceof Refused && error.problems[0]?.code === 'timer_invalid',
  )
})

test('a kept message is forgotten when its time is over', async () => {
  await deploy(
    firm,
    process('kept', start('s'), caught('m', message('late.news', '=k')), end('e'), chain('s', 'm', 'e')),
  )
  await admin.run('processes.publish', { name: 'late.news', key: 'k', timeToLive: 'PT1H' })
  firm.clock.now = begin.add({ hours: 2 })
  const { status } = await admin.run('processes.start', { key: 'kept', variables: { k: 'k' } })
  firm.clock.now = begin
  assert.equal(status, 'active', 'the message was too old')
  await fireDueTimers(firm.house, begin.add({ hours: 100 }))
  assert.equal(await count(`process.message where name = 'late.news'`), 0)
})

test('what is due is looked for in each tenant by itself, and the look leaves no tenant open', async () => {
  const other = await firm.otherTenant()
  const quiet = await firm.otherTenant()
  const theirs = other.as('administrator')
  await theirs.run('processes.deploy', {
    resource: 'soon.bpmn',
    xml: waits('soon', 'Duration', 'PT1H'),
  })
  await theirs.run('processes.start', { key: 'soon' })
  const all = [quiet.tenantId, other.tenantId]
  const look = (now: Temporal.Instant) =>
    inTransaction(firm.house.pool, 'begin read only', async (tx) => {
      const due = await dueTenants(tx, all, now)
      const { open } = await tx.one(sql<{ open: string | null }>`select kernel.tenant_id() as open`)
      return { due, open }
    })
  assert.deepEqual(await look(other.clock.now), { due: [], open: null })
  assert.deepEqual(await look(other.clock.now.add({ hours: 2 })), {
    due: [{ tenantId: other.tenantId, timers: true, lateTasks: false }],
    open: null,
  })
})

test('one instance whose timer ends in a fault holds up neither its own tenant nor another', async () => {
  const other = await firm.otherTenant()
  const bad = process(
    'bad',
    start('s'),
    caught('t', timer('Duration', 'PT4H')),
    service('c', 'work.crash'),
    end('e'),
    chain('s', 't', 'c', 'e'),
  )
  const others = other.as('administrator')
  await others.run('processes.deploy', { resource: 'bad.bpmn', xml: bad })
  await others.run('processes.deploy', { resource: 'good.bpmn', xml: waits('good', 'Duration', 'PT4H') })
  await deploy(firm, waits('good', 'Duration', 'PT4H'))
  await others.run('processes.start', { key: 'bad' })
  const beside = await others.run('processes.start', { key: 'good' })
  const elsewhere = await admin.run('processes.start', { key: 'good' })
  await fireDueTimers(firm.house, begin.add({ hours: 4 }))
  assert.equal(
    (await others.ask('processes.instance', { instanceId: beside.instanceId })).status,
    'completed',
  )
  assert.equal(
    (await admin.ask('processes.instance', { instanceId: elsewhere.instanceId })).status,
    'completed',
  )
  assert.equal(await count(`process.timer where tenant_id = $1`, other.tenantId), 1, 'it is tried again')
})

test('a connection lost in the middle of an advance leaves everything as it was, and the work can be done again', async () => {
  await deploy(
    firm,
    process(
      'cut',
      start('s'),
      user('u'),
      service('d', 'work.do', io([['="cut-1"', 'subject']])),
      service('c', 'work.cut', io([['="cut-1"', 'subject']])),
      end('e'),
      chain('s', 'u', 'd', 'c', 'e'),
    ),
  )
  const { instanceId } = await admin.run('processes.start', { key: 'cut' })
  const { items } = await admin.ask('tasks.list', { processKey: 'cut' })
  const [{ id: taskId }] = items
  await assert.rejects(
    admin.run('tasks.complete', { taskId }),
    (error: unknown) => error instanceof Refused && error.code === 'database_unavailable',
  )
  assert.equal((await admin.ask('tasks.get', { taskId })).state, 'created')
  assert.equal(await count(`kernel.journal_object where object_id = 'cut-1'`), 0)
  await admin.run('tasks.complete', { taskId })
  const { status } = await admin.ask('processes.instance', { instanceId })
  assert.equal(status, 'completed')
  assert.equal(await count(`kernel.journal_object where object_id = 'cut-1'`), 1)
  assert.deepEqual((await admin.ask('processes.replay', { instanceId })).differences, [])
})
