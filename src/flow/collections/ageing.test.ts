/** What clients owe, for how long, and how it was at an earlier day. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTestHouse } from '#test/house.ts'
import { openReceivables, type PostedInvoice } from '#test/receivables.ts'

const house = await openTestHouse()
const { as, clients, entities, supportInvoices, receive } = await openReceivables(house)
house.clock.now = Temporal.Instant.from('2026-05-01T08:00:00Z')

const usd = (amount: string) => ({ amount, currency: 'USD' })
const onDay = (day: string) => {
  house.clock.now = Temporal.Instant.from(`${day}T08:00:00Z`)
}
const allocate = (receiptId: string, invoiceId: string, amount: string) =>
  as.billing.run('collections.allocate', { receiptId, allocations: [{ invoiceId, amount: usd(amount) }] })

// Due 30 days after their day: 1 May, 3 June, 1 July.
const [april, may, june] = (await supportInvoices(['2026-04-01', '2026-05-04', '2026-06-01'])) as [
  PostedInvoice,
  PostedInvoice,
  PostedInvoice,
]

test('an open item is in the bucket of the days it has been due', async () => {
  const cases: [string, number, string][] = [
    ['2026-05-01', 0, 'not_due'],
    ['2026-05-02', 1, '1-30'],
    ['2026-05-31', 30, '1-30'],
    ['2026-06-01', 31, '31-60'],
    ['2026-06-30', 60, '31-60'],
    ['2026-07-01', 61, '61-90'],
    ['2026-07-30', 90, '61-90'],
    ['2026-07-31', 91, 'over_90'],
  ]
  for (const [day, daysOverdue, bucket] of cases) {
    onDay(day)
    const { items } = await as.billing.ask('collections.openItems', { clientId: clients.SG })
    const item = items.find((one: { id: string }) => one.id === april.id)
    assert.deepEqual([item.daysOverdue, item.bucket], [daysOverdue, bucket], day)
  }
})

test('open items are found by bucket and contract, the longest due first', async () => {
  onDay('2026-06-10')
  const found = async (filter: object) =>
    (await as.sally.ask('collections.openItems', filter)).items.map((one: { number: string }) => one.number)
  assert.deepEqual(await found({ entityId: entities.SG }), [april.number, may.number, june.number])
  assert.deepEqual(await found({ bucket: '1-30' }), [may.number])
  assert.deepEqual(await found({ contractId: june.contractId, sort: '-dueDate', limit: 1 }), [june.number])
})

test('the ageing sums up what each client owes, beside the cash that waits', async () => {
  onDay('2026-06-10')
  const receiptId = await receive('3000.00', { on: '2026-06-08' })
  await allocate(receiptId, april.id, '725.00')
  const { items } = await as.executive.ask('collections.ageing', { clientId: clients.SG })
  const [row] = items
  assert.equal(items.length, 1)
  assert.deepEqual(
    [
      row.clientName,
      row.open,
      row.notDue,
      row.days1To30,
      row.days31To60,
      row.days61To90,
      row.daysOver90,
      row.unapplied,
    ],
    [
      'Meridian Foods Asia',
      usd('7450.00'),
      usd('2725.00'),
      usd('2725.00'),
      usd('2000.00'),
      usd('0.00'),
      usd('0.00'),
      usd('2275.00'),
    ],
  )
  const { id: _id, clientId: _client, clientName: _name, ...amounts } = row
  assert.deepEqual((await as.executive.ask('collections.ageingTotals', {})).totals, [amounts])
  assert.deepEqual((await as.executive.ask('collections.ageing', { entityId: entities.DE })).items, [])
  assert.deepEqual((await as.executive.ask('collections.ageingTotals', { entityId: entities.DE })).totals, [])
})

test('what was open at an earlier day is told as it was, before what came later', async () => {
  onDay('2026-07-15')
  const asOf = '2026-06-09'
  const { items } = await as.billing.ask('collections.openItems', { asOf })
  assert.deepEqual(
    items.map((one: Record<string, unknown>) => [one['number'], one['open'], one['bucket']]),
    [
      [april.number, usd('2725.00'), '31-60'],
      [may.number, usd('2725.00'), '1-30'],
      [june.number, usd('2725.00'), 'not_due'],
    ],
  )
  const [row] = (await as.billing.ask('collections.ageing', { asOf })).items
  assert.deepEqual([row.open, row.unapplied], [usd('8175.00'), usd('3000.00')])
  const [march] = (await as.billing.ask('collections.ageing', { asOf: '2026-03-31' })).items
  assert.equal(march, undefined)
})

test('receipts are found by client, day and by what is not allocated', async () => {
  const found = async (filter: object) =>
    (await as.billing.ask('collections.listReceipts', filter)).items.length
  assert.equal(await found({ clientId: clients.SG, unappliedOnly: true }), 1)
  assert.equal(await found({ from: '2026-06-08', to: '2026-06-08', entityId: entities.SG }), 1)
  assert.equal(await found({ from: '2026-06-09' }), 0)
})
