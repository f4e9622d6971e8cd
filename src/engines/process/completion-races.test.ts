/**
 * A task that is completed while something else happens to it or to its instance, in an order that is forced: what came
 * first has written and not committed yet when the task is completed, so that the completion has to wait for it.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { run } from '#kernel/run.ts'
import {
  boundary,
  chain,
  each,
  end,
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
const consultant = firm.as('consultant')
const { database } = firm
const ann = firm.as(await firm.person('Ann', 'consultant'))
const assigned = zeebe('assignmentDefinition', { candidateGroups: 'consultant' })

await database.owner.query(`
  create function process.pause() returns trigger language plpgsql as $$
  begin perform pg_advisory_xact_lock_shared(7); return new; end $$`)

/** How many transactions wait for a lock. */
async function waiting(count: number): Promise<void> {
  for (let look = 0; look < 500; look += 1) {
    const { rows } = await database.admin.query(
      "select count(*)::integer as count from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
    )
    if (rows[0].count === count) return
    await sleep(10)
  }
  assert.fail(`${count} transactions were to wait for a lock`)
}

/**
 * Lets one thing begin, holds it where it writes a row of a table, begins another, and lets both end. Gives how often the
 * second had to be tried again, and what became of it.
 */
async function during(
  first: () => Promise<unknown>,
  table: string,
  when: string,
  second: () => Promise<unknown>,
) {
  const holder = await database.admin.connect()
  await database.owner.query(
    `create trigger pause before insert or update on process.${table} for each row when (${when}) execute function process.pause()`,
  )
  try {
    await holder.query('select pg_advisory_lock(7)')
    const begun = first()
    await Promise.race([waiting(1), begun.then(() => assert.fail('it was to be held'))])
    const late = second().then(
      () => 'done',
      (error_: { code?: string }) => error_.code,
    )
    await waiting(2)
    await holder.query('select pg_advisory_unlock(7)')
    await begun
    return await late
  } finally {
    holder.release(true)
    await database.owner.query(`drop trigger pause on process.${table}`)
  }
}

await deploy(
  firm,
  process(
    'work',
    start('s'),
    user('u', assigned),
    boundary('late', 'u', timer('Duration', 'PT1H')),
    user('v', assigned),
    end('e'),
    chain('s', 'u', 'v', 'e'),
    flow('late', 'e'),
  ),
)

async function open(key = 'work'): Promise<{ instanceId: string; taskId: string; taskIds: string[] }> {
  const { instanceId } = await admin.run('processes.start', { key })
  const { rows } = await database.admin.query(
    'select id from process.task where instance_id = $1 order by element',
    [instanceId],
  )
  const taskIds = rows.map(({ id }) => id)
  return { instanceId, taskId: taskIds[0], taskIds }
}

const complete = (taskId: string) => () => consultant.run('tasks.complete', { taskId })
const heard = (type: string) => `new.event->>'type' = '${type}'`
const reason = 'It is otherwise.'

async function same(instanceId: string): Promise<void> {
  const { differences } = await admin.ask('processes.replay', { instanceId })
  assert.deepEqual(differences, [])
}

test('a task is not completed when its instance has been suspended meanwhile', async () => {
  const { instanceId, taskId } = await open()
  const suspend = () => admin.run('processes.suspend', { instanceId, reason })
  assert.equal(await during(suspend, 'suspension', 'true', complete(taskId)), 'task_suspended')
  await admin.run('processes.resume', { instanceId, reason })
  await complete(taskId)()
  await same(instanceId)
})

test('a task is not completed when its token has been moved, its instance cancelled or its deadline passed meanwhile', async () => {
  const moved = await open()
  const modify = () =>
    admin.run('processes.modify', {
      instanceId: moved.instanceId,
      reason,
      cancel: [{ node: 'u' }],
      activate: [{ node: 'v' }],
    })
  assert.equal(await during(modify, 'input_event', heard('modify'), complete(moved.taskId)), 'task_not_open')
  await same(moved.instanceId)

  const cancelled = await open()
  const cancel = () => admin.run('processes.cancel', { instanceId: cancelled.instanceId, reason })
  assert.equal(
    await during(cancel, 'input_event', heard('cancel'), complete(cancelled.taskId)),
    'task_not_open',
  )
  await same(cancelled.instanceId)

  const late = await open()
  const fire = () => fireDueTimers(firm.house, firm.clock.now.add({ hours: 2 }))
  assert.equal(await during(fire, 'input_event', heard('timer'), complete(late.taskId)), 'task_not_open')
  await same(late.instanceId)
})

test('a task is completed in the version its instance has been migrated to meanwhile', async () => {
  const versionOf = (content: string[]) => deploy(firm, process('versions', start('s'), ...content, end('e')))
  const from = (await versionOf([user('u', assigned), chain('s', 'u', 'e')])).processes[0].definitionId
  const { instanceId, taskId } = await open('versions')
  const after = [user('u', assigned), user('check', assigned), chain('s', 'u', 'check', 'e')]
  const to = (await versionOf(after)).processes[0].definitionId
  const migrate = () => admin.run('processes.migrate', { from, to, instanceIds: [instanceId], reason })
  assert.equal(await during(migrate, 'input_event', heard('migrate'), complete(taskId)), 'done')
  const shown = await admin.ask('processes.instance', { instanceId })
  assert.deepEqual(
    shown.waiting.map(({ node }: { node: string }) => node),
    ['check'],
  )
  await same(instanceId)
})

test('a task is not completed when somebody else has claimed it meanwhile, alone or with others', async () => {
  const one = await open()
  const claim = (taskId: string) => () => ann.run('tasks.claim', { taskId })
  const claimed = "new.state = 'claimed'"
  assert.equal(await during(claim(one.taskId), 'task', claimed, complete(one.taskId)), 'task_claimed')
  await ann.run('tasks.complete', { taskId: one.taskId })
  await same(one.instanceId)

  const [two, three] = [await open(), await open()]
  let items: object[] = []
  const many = async () => {
    ;({ items } = await consultant.run('tasks.completeMany', { taskIds: [two.taskId, three.taskId] }))
  }
  assert.equal(await during(claim(two.taskId), 'task', claimed, many), 'done')
  assert.deepEqual(
    items.map((item) => (item as { refusal: string | null }).refusal),
    ['task_claimed', null],
  )
})

test('a task is not completed when a question has been asked about it meanwhile', async () => {
  const { taskId } = await open()
  const { rows } = await database.admin.query("select id from access.principal where name = 'Ann'")
  const ask = () => consultant.run('tasks.ask', { taskId, personId: rows[0].id, text: 'Is it right?' })
  assert.equal(await during(ask, 'task_note', 'true', complete(taskId)), 'task_awaits_answer')
})

test('nobody does a step twice whose two tasks they complete at the same time', async () => {
  const once = user(
    'u',
    assigned + properties({ once: '=true' }),
    each('=people', { inputElement: 'person' }),
  )
  await deploy(firm, process('twice', start('s'), once, end('e'), chain('s', 'u', 'e')))
  const { instanceId } = await admin.run('processes.start', { key: 'twice', variables: { people: [1, 2] } })
  const { rows } = await database.admin.query('select id from process.task where instance_id = $1', [
    instanceId,
  ])
  const [first, second] = rows.map(({ id }) => complete(id))
  assert.ok(first && second)
  assert.equal(await during(first, 'input_event', heard('complete'), second), 'task_excluded')
})

test('of many who complete tasks of one instance at the same time nobody has to try again', async () => {
  const people = Array.from({ length: 8 }, (_, index) => index)
  await deploy(
    firm,
    process(
      'many',
      start('s'),
      user('u', assigned, each('=people', { inputElement: 'person' })),
      end('e'),
      chain('s', 'u', 'e'),
    ),
  )
  const { instanceId } = await admin.run('processes.start', { key: 'many', variables: { people } })
  const { rows } = await database.admin.query('select id from process.task where instance_id = $1', [
    instanceId,
  ])
  const tried: string[] = []
  const house = { ...firm.house, count: (what: string) => void tried.push(what) }
  const doer = await consultant.principalId
  await Promise.all(rows.map(({ id }) => run(house, 'tasks.complete', { taskId: id }, firm.call(doer))))
  assert.deepEqual(
    tried,
    people.map(() => 'done'),
  )
  const { status } = await admin.ask('processes.instance', { instanceId })
  assert.equal(status, 'completed')
  await same(instanceId)
})
