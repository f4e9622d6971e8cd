import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refused } from '#kernel/refusal.ts'
import { openTestHouse } from '#test/house.ts'

const house = await openTestHouse()
const sales = house.as('sales')
const billing = house.as('billing')
const controller = house.as('controller')
const nobody = '0199d8a0-0000-7000-8000-0000000000ff'

const refusedWith = (code: string) => (error: unknown) => error instanceof Refused && error.code === code

test('without the number series of the firm no client can be numbered', async () => {
  await assert.rejects(
    sales.run('clients.create', { name: 'Early', country: 'US', currency: 'USD' }),
    refusedWith('series_missing'),
  )
  await controller.run('firm.setUp')
})

test('a client begins as a numbered prospect of whom little is known', async () => {
  const group = await sales.run('clients.create', { name: 'Meridian Foods', country: 'US', currency: 'USD' })
  assert.deepEqual([group.number, group.state, group.revision], ['C-00001', 'prospect', 1])
  const member = await sales.run('clients.create', {
    name: 'Meridian Foods Deutschland',
    country: 'DE',
    currency: 'EUR',
    parentId: group.clientId,
  })
  await sales.run('clients.addContact', {
    clientId: member.clientId,
    name: 'Mara Quinn',
    email: 'mara@meridian.example',
  })
  const seen = await house.as('consultant').ask('clients.get', { clientId: member.clientId })
  assert.deepEqual(seen.missing, ['legal name', 'address', 'invoice email', 'tax number'])
  assert.equal(seen.address, null)
  assert.equal(seen.contacts[0].name, 'Mara Quinn')
  const { items } = await sales.ask('clients.list', {
    parentId: group.clientId,
    search: 'DEUTSCH',
    state: 'prospect',
  })
  assert.deepEqual(
    items.map((client: { number: string }) => client.number),
    ['C-00002'],
  )
})

test('a client is active only when it can be billed, and stays complete from then on', async () => {
  const { clientId } = await sales.run('clients.create', {
    name: 'Norder Werft',
    country: 'DE',
    currency: 'EUR',
  })
  await assert.rejects(billing.run('clients.activate', { clientId }), refusedWith('client_incomplete'))
  const checked = await sales.run('clients.check', { clientId })
  assert.equal(checked.state, 'prospect')
  assert.deepEqual(checked.missing, (await sales.ask('clients.get', { clientId })).missing)
  assert.ok(checked.missing.length > 0)
  await assert.rejects(sales.run('clients.check', { clientId: nobody }), refusedWith('client_not_found'))
  const facts = {
    legalName: 'Norder Werft GmbH',
    address: { lines: ['Kai 1'], city: 'Emden', postalCode: '26721', country: 'DE' },
    invoiceEmail: 'Rechnung@Norder.example',
    taxNumber: 'DE123456789',
  }
  await assert.rejects(
    sales.run('clients.update', { clientId, ...facts }, { ifMatch: 7 }),
    refusedWith('stale_revision'),
  )
  assert.deepEqual(await sales.run('clients.update', { clientId, ...facts }, { ifMatch: 1 }), {
    clientId,
    revision: 2,
  })
  const active = await billing.run('clients.activate', { clientId }, { ifMatch: 2 })
  assert.deepEqual(active, { clientId, state: 'active', revision: 3 })
  await assert.rejects(billing.run('clients.activate', { clientId }), refusedWith('client_already_active'))
  await assert.rejects(
    sales.run('clients.update', { clientId, taxNumber: '' }),
    refusedWith('client_incomplete'),
  )
  const { address, invoiceEmail } = await sales.ask('clients.get', { clientId })
  assert.deepEqual([address.city, invoiceEmail], ['Emden', 'rechnung@norder.example'])
})

test('a blocked client may become active again', async () => {
  const { clientId } = await sales.run('clients.create', {
    name: 'Late Payer',
    country: 'US',
    currency: 'USD',
  })
  const blocked = { clientId, reason: 'Three invoices are overdue.' }
  await controller.run('clients.block', blocked)
  await assert.rejects(controller.run('clients.block', blocked), refusedWith('client_already_blocked'))
  await assert.rejects(sales.run('clients.block', blocked), refusedWith('not_permitted'))
  await sales.run('clients.update', {
    clientId,
    legalName: 'Late Payer Inc.',
    address: { lines: ['1 Main St'], city: 'Austin', region: 'TX', postalCode: '78701', country: 'US' },
    invoiceEmail: 'ap@late.example',
  })
  assert.equal((await billing.run('clients.activate', { clientId })).state, 'active')
})

test('names are unique and a group cannot contain itself', async () => {
  const { clientId: top } = await sales.run('clients.create', { name: 'Top', country: 'US', currency: 'USD' })
  const { clientId: below } = await sales.run('clients.create', {
    name: 'Below',
    country: 'US',
    currency: 'USD',
    parentId: top,
  })
  await assert.rejects(
    sales.run('clients.create', { name: 'Top', country: 'US', currency: 'USD' }),
    refusedWith('client_name_taken'),
  )
  await assert.rejects(
    sales.run('clients.update', { clientId: below, name: 'Top' }),
    refusedWith('client_name_taken'),
  )
  await assert.rejects(
    sales.run('clients.update', { clientId: top, parentId: below }),
    refusedWith('client_parent_invalid'),
  )
  await assert.rejects(sales.ask('clients.get', { clientId: nobody }), refusedWith('client_not_found'))
})
