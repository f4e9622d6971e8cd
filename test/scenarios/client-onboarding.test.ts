/** A prospect becomes a client: sales enters what is missing, billing activates it, or the controller refuses it. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sendReminders } from '#engines/exchange'
import { Refused } from '#kernel/refusal.ts'
import { deployShippedModels } from '../../src/server/shipped-models.ts'
import { openTestHouse } from '../house.ts'

const house = await openTestHouse()
const [sales, billing, controller, admin] = [
  house.as('sales'),
  house.as('billing'),
  house.as('controller'),
  house.as('administrator'),
]
await controller.run('firm.setUp')
await deployShippedModels(house.house, house.tenantId, house.clock.now)

const refusedWith = (code: string) => (error: unknown) => error instanceof Refused && error.code === code
const prospect = async (name: string): Promise<string> =>
  (await sales.run('clients.create', { name, country: 'DE', currency: 'EUR' })).clientId

/** The one open task about a client that somebody sees, with what it shows. */
async function taskOf(clientId: string, who = sales) {
  const { items } = await who.ask('tasks.list', { processKey: 'client-onboarding', limit: 200 })
  const [task] = items.filter(({ subjects }: { subjects: string[] }) => subjects.includes(clientId))
  return task ? who.ask('tasks.get', { taskId: task.id }) : undefined
}
const instanceOf = async (businessKey: string) =>
  (await admin.ask('processes.instances', { key: 'client-onboarding', businessKey })).items[0]

const facts = {
  legalName: 'Nordwind GmbH',
  invoiceEmail: 'rechnung@nordwind.example',
  address: { lines: ['Deichstr. 1'], city: 'Hamburg', postalCode: '20459', country: 'DE' },
}

test('what is missing is entered piece by piece, with a reminder, and then billing activates the client', async () => {
  const clientId = await prospect('Nordwind')
  assert.equal(await taskOf(clientId), undefined, 'a prospect alone asks nobody for anything')
  const { missing } = await sales.run('clients.onboard', { clientId })
  assert.deepEqual((await taskOf(clientId)).variables.missing, missing)
  await sales.run('clients.update', { clientId, ...facts })
  assert.deepEqual((await taskOf(clientId)).variables.missing, ['tax number'])
  house.clock.now = house.clock.now.add({ hours: 24 * 7 })
  await sendReminders(house.house, house.clock.now)
  const { items } = await admin.ask('exchange.listDeliveries', { objectId: await sales.principalId })
  assert.equal(items.length, 1, 'one mail, with all that waits')
  assert.equal((await taskOf(clientId)).reminded, 1)
  await sales.run('clients.update', { clientId, taxNumber: 'DE123456789' })
  assert.equal(await taskOf(clientId), undefined)
  assert.equal((await taskOf(clientId, billing)).name, 'Activate client')
  await billing.run('clients.activate', { clientId })
  const { id, status, incidents } = await instanceOf(clientId)
  assert.deepEqual([status, incidents], ['completed', 0])
  const { steps } = await admin.ask('processes.explain', { instanceId: id })
  assert.deepEqual([steps.at(-1).node, steps.at(-1).via], ['onboarded', 'yes: clientState = "active"'])
  await assert.rejects(sales.run('clients.onboard', { clientId }), refusedWith('client_not_prospect'))
})

test('the controller refuses a client at any step', async () => {
  const clientId = await prospect('Unwanted')
  await sales.run('clients.onboard', { clientId })
  await controller.run('clients.block', { clientId, reason: 'On a list of sanctions.' })
  const { id, status } = await instanceOf(clientId)
  assert.equal(status, 'completed')
  const { steps } = await admin.ask('processes.explain', { instanceId: id })
  assert.equal(steps.at(-1).node, 'refused')
})

test('a contact or another client moves nothing, and asked twice it goes its way once', async () => {
  const clientId = await prospect('Twice')
  await sales.run('clients.onboard', { clientId })
  await sales.run('clients.onboard', { clientId })
  await sales.run('clients.addContact', { clientId, name: 'Mara Quinn', email: 'mara@twice.example' })
  await sales.run('clients.update', { clientId: await prospect('Other'), ...facts })
  assert.deepEqual((await taskOf(clientId)).variables.missing, [
    'legal name',
    'address',
    'invoice email',
    'tax number',
  ])
  await sales.run('clients.update', { clientId, ...facts, taxNumber: 'DE987654321' })
  await billing.run('clients.activate', { clientId })
  const { items } = await admin.ask('processes.instances', {
    key: 'client-onboarding',
    businessKey: clientId,
  })
  assert.deepEqual(
    items.map(({ status }: { status: string }) => status),
    ['completed', 'completed'],
    'the second wish finds an active client and is done',
  )
  assert.deepEqual((await admin.ask('incidents.list', { open: true })).items, [])
})
