/** A receipt finds its invoices, by the process or by hand, and says why where it does not. */
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { openTestHouse } from '#test/house.ts'
import { openReceivables, type PostedInvoice } from '#test/receivables.ts'

const house = await openTestHouse()
const { as, clients, supportInvoices, receive } = await openReceivables(house)
house.clock.now = Temporal.Instant.from('2026-05-20T08:00:00Z')

const usd = (amount: string) => ({ amount, currency: 'USD' })
const match = (receiptId: string) => as.billing.run('collections.match', { receiptId })
const stateOf = async (invoiceId: string) => (await as.billing.ask('billing.getInvoice', { invoiceId })).state

const [april, may, june] = (await supportInvoices(['2026-04-01', '2026-05-04', '2026-06-01'])) as [
  PostedInvoice,
  PostedInvoice,
  PostedInvoice,
]

test('the invoice that the reference names is paid', async () => {
  const receiptId = await receive('2725.00', { reference: `Payment ${april.number.replaceAll('-', ' ')}` })
  const { proposal } = await as.billing.ask('collections.getReceipt', { receiptId })
  assert.deepEqual(proposal.allocations, [
    { invoiceId: april.id, invoiceNumber: april.number, amount: usd('2725.00') },
  ])
  const done = await match(receiptId)
  assert.equal(done.matched, true)
  assert.equal(done.why, `The reference names ${april.number}, open with exactly 2725.00 USD.`)
  assert.deepEqual(done.unapplied, usd('0.00'))
  assert.equal(await stateOf(april.id), 'paid')
})

test('a receipt that is allocated is matched already, and nothing happens again', async () => {
  const { items } = await as.billing.ask('collections.listReceipts', { clientId: clients.SG })
  const again = await match(items[0].id)
  assert.deepEqual(
    [again.matched, again.allocations, again.why, again.revision],
    [true, [], 'All of the receipt is allocated already.', 2],
  )
})

test('an invoice that is paid twice is not taken for the next one of the same amount', async () => {
  const receiptId = await receive('2725.00', { reference: april.number })
  const done = await match(receiptId)
  assert.deepEqual(
    [done.matched, done.why],
    [false, `The reference names ${april.number}, which is paid already.`],
  )
  assert.equal(await stateOf(may.id), 'posted')
})

test('an amount that two invoices are open with is left to a person', async () => {
  const done = await match(await receive('2725.00', { reference: 'Thank you' }))
  assert.equal(done.matched, false)
  assert.match(done.why, /are each open with exactly 2725.00 USD; the reference does not say which/)
  assert.deepEqual(done.allocations, [])
})

test('the only combination of open invoices is paid together', async () => {
  const done = await match(await receive('5450.00', { reference: 'May and June' }))
  assert.equal(done.why, `Only ${may.number}, ${june.number} sum up to exactly 5450.00 USD.`)
  assert.deepEqual([await stateOf(may.id), await stateOf(june.id)], ['paid', 'paid'])
})

test('two receipts that name one invoice pay it once', async () => {
  const [invoice] = (await supportInvoices(['2026-04-01'])) as [PostedInvoice]
  const reference = invoice.number
  const receipts = [await receive('2725.00', { reference }), await receive('2725.00', { reference })]
  const done = await Promise.all(receipts.map(match))
  assert.deepEqual(done.map(({ matched }) => matched).sort(), [false, true])
  assert.equal((await as.controller.ask('collections.reconcile')).agrees, true)
})

test('the process matches what comes in, and asks billing where there is no one answer', async () => {
  await as.administrator.run('firm.keepCalendars')
  const xml = await readFile('processes/payment-to-cash/payment-received.bpmn', 'utf8')
  await as.administrator.run('processes.deploy', { resource: 'payment-received.bpmn', xml })
  const [named, other] = (await supportInvoices(['2026-04-01', '2026-05-04'])) as [
    PostedInvoice,
    PostedInvoice,
  ]
  await receive('2725.00', { reference: named.number })
  assert.equal(await stateOf(named.id), 'paid')
  const receiptId = await receive('1000.00', { reference: 'On account' })
  const { items } = await as.billing.ask('tasks.list', { subject: receiptId })
  assert.deepEqual(
    items.map((task: { name: string }) => task.name),
    ['Allocate receipt'],
  )
  await as.billing.run('collections.allocate', {
    receiptId,
    allocations: [{ invoiceId: other.id, amount: usd('1000.00') }],
  })
  assert.deepEqual((await as.billing.ask('tasks.list', { subject: receiptId })).items, [])
  assert.equal(await stateOf(other.id), 'partially_paid')
})
