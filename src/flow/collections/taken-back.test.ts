/** An allocation that was wrong is taken back, and nothing of it is left. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { roleBalances } from '#engines/ledger'
import { Refused } from '#kernel/refusal.ts'
import { openTestHouse } from '#test/house.ts'
import { openReceivables, type PostedInvoice } from '#test/receivables.ts'

const house = await openTestHouse()
const { as, supportInvoices, receive } = await openReceivables(house)
house.clock.now = Temporal.Instant.from('2026-05-20T08:00:00Z')
const nobody = '0199d8a0-0000-7000-8000-0000000000ff'

const refusedWith = (code: string) => (error: unknown) => error instanceof Refused && error.code === code
const usd = (amount: string) => ({ amount, currency: 'USD' })
const allocate = async (receiptId: string, invoiceId: string, amount: string) =>
  (
    await as.billing.run('collections.allocate', {
      receiptId,
      allocations: [{ invoiceId, amount: usd(amount) }],
    })
  ).allocations[0]
const takeBack = (allocationId: string) =>
  as.billing.run('collections.unallocate', { allocationId, reason: 'Meant for May' })
const exchangeOf = () =>
  house.tx(async (tx) => {
    const sums = await Promise.all(
      (['exchange_gain', 'exchange_loss'] as const).map((role) => roleBalances(tx, role)),
    )
    return sums.flat().reduce((sum, row) => sum - row.functionalMinor, 0n)
  })

const [april, may] = (await supportInvoices(['2026-04-01', '2026-05-04'])) as [PostedInvoice, PostedInvoice]

test('the invoice is open again, the cash waits, and the exchange difference is gone', async () => {
  const receiptId = await receive('2725.00')
  const { id } = await allocate(receiptId, april.id, '2725.00')
  assert.equal(await exchangeOf(), 54_50n)
  const { reversalId, ...back } = await takeBack(id)
  assert.deepEqual(back, {
    allocationId: id,
    receiptId,
    unapplied: usd('2725.00'),
    invoiceId: april.id,
    invoiceState: 'posted',
    invoiceOpen: usd('2725.00'),
  })
  assert.equal(await exchangeOf(), 0n)
  const { allocations } = await as.billing.ask('collections.getReceipt', { receiptId })
  assert.deepEqual(
    allocations.map((one: Record<string, unknown>) => [one['id'], one['amount'], one['reversesId']]),
    [
      [id, usd('2725.00'), null],
      [reversalId, usd('-2725.00'), id],
    ],
  )
  assert.equal((await as.controller.ask('collections.reconcile')).agrees, true)
  assert.equal((await allocate(receiptId, may.id, '2725.00')).invoiceState, 'paid')
  assert.equal((await as.controller.ask('collections.reconcile')).agrees, true)
})

test('a part that is taken back leaves the other parts where they are', async () => {
  const receiptId = await receive('1000.01')
  const first = await allocate(receiptId, april.id, '333.34')
  await allocate(receiptId, april.id, '333.34')
  const back = await takeBack(first.id)
  assert.deepEqual(
    [back.invoiceState, back.invoiceOpen, back.unapplied],
    ['partially_paid', usd('2391.66'), usd('666.67')],
  )
  await allocate(receiptId, april.id, '666.67')
  assert.equal((await as.controller.ask('collections.reconcile')).agrees, true)
})

test('an allocation is taken back once, by one of two who try', async () => {
  const receiptId = await receive('10.00')
  const { id } = await allocate(receiptId, april.id, '10.00')
  const both = await Promise.allSettled([takeBack(id), takeBack(id)])
  assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  await assert.rejects(takeBack(id), refusedWith('allocation_taken_back'))
  const done = both.find(({ status }) => status === 'fulfilled') as PromiseFulfilledResult<{
    reversalId: string
  }>
  await assert.rejects(takeBack(done.value.reversalId), refusedWith('allocation_taken_back'))
  await assert.rejects(takeBack(nobody), refusedWith('allocation_not_found'))
})

test('what was open before it was taken back is told as it was', async () => {
  house.clock.now = Temporal.Instant.from('2026-06-10T08:00:00Z')
  const receiptId = await receive('25.00', { on: '2026-06-01' })
  const openAt = async (asOf?: string) => {
    const { items } = await as.billing.ask('collections.openItems', asOf ? { asOf } : {})
    return items.find((one: { id: string }) => one.id === april.id).open.amount
  }
  const before = await openAt()
  const { id } = await allocate(receiptId, april.id, '25.00')
  house.clock.now = Temporal.Instant.from('2026-06-20T08:00:00Z')
  await takeBack(id)
  assert.equal(Number(await openAt('2026-06-15')), Number(before) - 25)
  assert.equal(await openAt(), before)
})
