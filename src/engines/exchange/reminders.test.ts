import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chain, end, process, properties, start, user, zeebe } from '#test/diagram.ts'
import { deploy, openFirm } from '#test/working-firm.ts'
import { sendReminders } from './send-reminders.ts'

const firm = await openFirm()
const admin = firm.as('administrator')
const begin = firm.clock.now
const later = (hours: number) => {
  firm.clock.now = begin.add({ hours })
}
const send = () => sendReminders(firm.house, firm.clock.now)

async function asked(key: string, extensions: string): Promise<string> {
  const model = process(
    key,
    start('s'),
    user('u', zeebe('taskSchedule', { dueDate: 'PT24H' }) + extensions),
    end('e'),
    chain('s', 'u', 'e'),
  )
  await deploy(firm, model)
  const { instanceId } = await admin.run('processes.start', { key })
  const { items } = await admin.ask('tasks.list', { of: 'everyone', processKey: key })
  return items.find((one: never) => one['instanceId'] === instanceId)?.id
}

/** Who was written to what, since the moment the clock shows. */
async function mails(): Promise<string[]> {
  const { items } = await admin.ask('exchange.listDeliveries', { kind: 'mail.send' })
  const now = items.filter((one: { createdAt: string }) => one.createdAt === firm.clock.now.toString())
  const all = await Promise.all(
    now.map(async ({ id }: { id: string }) => {
      const { payload } = await admin.ask('exchange.getDelivery', { deliveryId: id })
      return `${payload.to[0].name}: ${payload.subject}`
    }),
  )
  return all.sort()
}

const offered = zeebe('assignmentDefinition', { candidateGroups: 'delivery-lead' })

test('everybody who may take a task is reminded, later only who has it, and nobody once it is done', async (t) => {
  t.after(() => later(0))
  const ann = await firm.person('Ann', 'delivery-lead')
  const bea = await firm.person('Bea', 'delivery-lead')
  await firm.person('Cleo', 'consultant')
  const taskId = await asked(
    'reminding',
    offered + properties({ remind: '-PT4H, PT0S, R5/PT24H', exclude: `=["${bea}"]` }),
  )
  assert.equal(await send(), 0)
  later(20)
  assert.equal(await send(), 1)
  assert.equal(await send(), 0, 'once, however often the clock looks')
  assert.deepEqual(await mails(), ['Ann: u waits for you'], 'not those who may not do it')
  const seen = await firm.as(ann).ask('tasks.get', { taskId })
  assert.deepEqual([seen.reminded, seen.remindedAt], [1, firm.clock.now.toString()])
  assert.deepEqual(
    seen.history.map(({ what }: { what: string }) => what),
    ['created', 'exchange.remindOfTasks'],
  )
  await firm.as(ann).run('tasks.claim', { taskId })
  later(48)
  assert.equal(await send(), 1, 'what was missed meanwhile is one reminder')
  assert.deepEqual(await mails(), ['Ann: u is late'])
  const [row] = (await firm.as(ann).ask('tasks.list', { processKey: 'reminding' })).items
  assert.deepEqual([row.reminded, row.remindedAt], [2, firm.clock.now.toString()])
  await firm.as(ann).run('tasks.complete', { taskId })
  later(100)
  assert.equal(await send(), 0)
  assert.deepEqual(await admin.run('exchange.remindOfTasks'), { tasks: 0, notified: 0 })
})

test('several tasks are one mail, in the language of who gets it', async (t) => {
  t.after(() => later(0))
  const dora = await firm.person('Dora', 'consultant')
  await firm.database.admin.query(`update access.principal set locale = 'de' where id = $1`, [dora])
  const mine =
    zeebe('assignmentDefinition', { assignee: dora }) + properties({ remind: 'PT0S', 'name:de': 'x' })
  await asked('first', mine)
  await asked('second', mine)
  later(24)
  assert.equal(await send(), 2)
  assert.deepEqual(await mails(), ['Dora: 2 Aufgaben warten auf Sie'])
})

test('nobody is reminded of work that is held up', async (t) => {
  t.after(() => later(0))
  const taskId = await asked('held', offered + properties({ remind: 'PT0S, R1/PT24H' }))
  const { instanceId } = await admin.ask('tasks.get', { taskId })
  await admin.run('processes.suspend', { instanceId, reason: 'The client asked us to wait.' })
  later(26)
  assert.equal(await send(), 0)
  assert.deepEqual(await mails(), [])
  await admin.run('processes.resume', { instanceId, reason: 'It goes on.' })
  later(50)
  assert.equal(await send(), 1)
  assert.equal((await admin.ask('tasks.get', { taskId })).reminded, 1)
})

test('an instance with reminders is replayed exactly', async (t) => {
  t.after(() => later(0))
  const taskId = await asked('replayed', offered + properties({ remind: '-PT1H, PT0S' }))
  later(30)
  await send()
  await admin.run('tasks.claim', { taskId }).catch(() => undefined)
  const { instances, differing } = await admin.run('replays.run', { filter: { key: 'replayed' } })
  assert.deepEqual([instances, differing], [1, 0])
})
