import assert from 'node:assert/strict'
import { test } from 'node:test'
import { run } from '#kernel/run.ts'
import { caught, chain, end, message, parallel, process, start, timer, user } from '#test/diagram.ts'
import { deploy, openFirm } from '#test/working-firm.ts'
import { recall, remember } from './store/memory.ts'

const firm = await openFirm()
const admin = firm.as('administrator')

/** Runs a command and gives how often it had to be tried again. */
async function triedAgain(name: string, input: object): Promise<number> {
  let retried = 0
  const count = (kind: string) => {
    if (kind === 'retried') retried += 1
  }
  await run({ ...firm.house, count }, name, input, firm.call(firm.administratorId))
  return retried
}

/** Puts the memory of this program back to what it was before `moving`, as if another node had done it. */
async function elsewhere(instanceId: string, moving: () => Promise<unknown>): Promise<void> {
  const before = recall(firm.tenantId, instanceId)
  assert.ok(before, 'the instance was remembered')
  await moving()
  recall(firm.tenantId, instanceId)
  remember(firm.tenantId, { ...before, revision: before.revision - 1 })
}

async function begun(key: string): Promise<string> {
  const { instanceId } = await admin.run('processes.start', { key, variables: { order: key } })
  return instanceId
}

const publish = (name: string, key: string, messageId: string) => ({ name, key, messageId })

test('an instance that this program remembers moves without being read, and as if it had been', async () => {
  const waits = ['one', 'two'].map((id) => caught(id, message('stock.came', '=order')))
  await deploy(firm, process('known', start('s'), ...waits, end('e'), chain('s', 'one', 'two', 'e')))
  const instanceId = await begun('known')
  assert.equal(await triedAgain('processes.publish', publish('stock.came', 'known', 'm1')), 0)
  assert.equal(await triedAgain('processes.publish', publish('stock.came', 'known', 'm2')), 0)
  const { status } = await admin.ask('processes.instance', { instanceId })
  assert.equal(status, 'completed')
  assert.equal(recall(firm.tenantId, instanceId), undefined, 'what has ended is not remembered')
  const { differences } = await admin.ask('processes.replay', { instanceId })
  assert.deepEqual(differences, [])
})

test('what another node has moved is noticed when it is written, and decided again', async () => {
  const came = message('parts.came', '=order')
  await deploy(
    firm,
    process(
      'moved',
      start('s'),
      parallel('both'),
      caught('one', came),
      caught('two', came),
      user('check-one'),
      user('check-two'),
      chain('s', 'both', 'one', 'check-one'),
      chain('both', 'two', 'check-two'),
    ),
  )
  const instanceId = await begun('moved')
  await elsewhere(instanceId, () => admin.run('processes.publish', publish('parts.came', 'moved', 'm1')))
  // By the state remembered the message would go to the first catch again.
  assert.equal(await triedAgain('processes.publish', publish('parts.came', 'moved', 'm2')), 1)
  const { waiting } = await admin.ask('processes.instance', { instanceId })
  assert.deepEqual(waiting.map(({ node }: { node: string }) => node).sort(), ['check-one', 'check-two'])
  const { differences } = await admin.ask('processes.replay', { instanceId })
  assert.deepEqual(differences, [])
})

test('nothing is decided on a state that is not the newest, even when nothing would be written', async () => {
  const one = caught('one', message('first.came', '=order'))
  const two = caught('two', message('second.came', '=order'))
  await deploy(firm, process('decided', start('s'), one, two, end('e'), chain('s', 'one', 'two', 'e')))
  const instanceId = await begun('decided')
  await elsewhere(instanceId, () => admin.run('processes.publish', publish('first.came', 'decided', 'm1')))
  // The state remembered does not wait for it: the message would be kept for later while the instance waits for it now.
  assert.equal(await triedAgain('processes.publish', publish('second.came', 'decided', 'm2')), 1)
  const { status } = await admin.ask('processes.instance', { instanceId })
  assert.equal(status, 'completed')
})

test('what was not committed is not remembered', async () => {
  await deploy(firm, process('undone', start('s'), user('u'), user('v'), end('e'), chain('s', 'u', 'v', 'e')))
  const instanceId = await begun('undone')
  const { items } = await admin.ask('tasks.list', { processKey: 'undone' })
  const { database } = firm
  await database.owner.query(
    `create function process.broken() returns trigger language plpgsql as $$ begin raise exception 'broken'; end $$;
     create trigger broken before insert on process.input_event for each row execute function process.broken()`,
  )
  await assert.rejects(admin.run('tasks.complete', { taskId: items[0].id }))
  await database.owner.query('drop trigger broken on process.input_event')
  assert.equal(recall(firm.tenantId, instanceId), undefined)
  await admin.run('tasks.complete', { taskId: items[0].id })
  const { waiting } = await admin.ask('processes.instance', { instanceId })
  assert.equal(waiting[0].node, 'v')
})

test('an instance with more to remember than a program should is read again', async () => {
  const wait = caught('later', timer('Duration', 'PT1H'))
  await deploy(firm, process('large', start('s'), wait, end('e'), chain('s', 'later', 'e')))
  const { instanceId } = await admin.run('processes.start', {
    key: 'large',
    variables: { text: 'x'.repeat(20_000) },
  })
  assert.equal(recall(firm.tenantId, instanceId), undefined)
})
