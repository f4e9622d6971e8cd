/** What a person who allocates a receipt by hand is offered. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#kernel/id.ts'
import { Refused } from '#kernel/refusal.ts'
import { openTestHouse } from '#test/house.ts'
import { openReceivables } from '#test/receivables.ts'
import { type OpenItem, rankItems } from './suggestion.ts'

const item = (number: string, openMinor: bigint, dueDate: string, purchaseOrder = ''): OpenItem => ({
  invoiceId: number,
  number,
  purchaseOrder,
  dueDate,
  openMinor,
})
const receipt = { unappliedMinor: 150n, reference: 'Order 45001', receivedOn: '2026-05-18' }
const told = (ranked: ReturnType<typeof rankItems>) =>
  ranked.map(({ item: { number }, reasons, daysOverdue, suggestedMinor }) => [
    number,
    reasons,
    daysOverdue,
    suggestedMinor,
  ])

test('the payer’s words come first, then the amount, then what is due longest', () => {
  const items = [
    item('SG-1', 100n, '2026-05-01'),
    item('SG-2', 150n, '2026-06-01'),
    item('SG-3', 40n, '2026-06-15', '45001'),
    item('SG-4', 60n, '2026-06-15'),
  ]
  assert.deepEqual(told(rankItems(receipt, items, null)), [
    ['SG-3', ['purchase_order_in_reference'], 0, 40n],
    ['SG-2', ['same_amount'], 0, 110n],
    ['SG-1', ['overdue', 'oldest'], 17, 0n],
    ['SG-4', [], 0, 0n],
  ])
  assert.deepEqual(told(rankItems({ ...receipt, reference: 'SG 4 paid' }, items, null))[0], [
    'SG-4',
    ['named_in_reference'],
    0,
    60n,
  ])
})

test('where there is one answer, the money goes as it says', () => {
  const items = [item('SG-1', 100n, '2026-05-01'), item('SG-2', 150n, '2026-06-01')]
  assert.deepEqual(
    rankItems(receipt, items, new Map([['SG-1', 100n]])).map(({ suggestedMinor }) => suggestedMinor),
    [0n, 100n],
  )
})

const house = await openTestHouse()
const { as, supportInvoices, receive } = await openReceivables(house)
house.clock.now = Temporal.Instant.from('2026-05-20T08:00:00Z')
const [april, may] = await supportInvoices(['2026-04-01', '2026-05-04'])
const usd = (amount: string) => ({ amount, currency: 'USD' })
const suggest = (receiptId: string) => as.billing.ask('collections.suggestAllocation', { receiptId })

test('a receipt that fits nothing is suggested for the oldest items, as far as it goes', async () => {
  const shown = await suggest(await receive('3000.00', { reference: 'Thank you' }))
  assert.deepEqual([shown.certain, shown.unapplied, shown.left], [false, usd('3000.00'), usd('0.00')])
  assert.deepEqual(
    shown.items.map((one: Record<string, unknown>) => [
      one['invoiceNumber'],
      one['open'],
      one['suggested'],
      one['reasons'],
    ]),
    [
      [april?.number, usd('2725.00'), usd('2725.00'), ['overdue', 'oldest']],
      [may?.number, usd('2725.00'), usd('275.00'), []],
    ],
  )
})

test('where there is one answer it is that of the matching, and it can be allocated as it is', async () => {
  const receiptId = await receive('2725.00', { reference: may?.number ?? '' })
  const shown = await suggest(receiptId)
  assert.deepEqual([shown.certain, shown.items[0].invoiceId], [true, may?.id])
  const allocations = shown.items
    .filter(({ suggested }: { suggested: { amount: string } }) => suggested.amount !== '0.00')
    .map(({ invoiceId, suggested }: { invoiceId: string; suggested: object }) => ({
      invoiceId,
      amount: suggested,
    }))
  await as.billing.run('collections.allocate', { receiptId, allocations })
  const after = await suggest(receiptId)
  assert.deepEqual([after.certain, after.items, after.left], [true, [], usd('0.00')])
})

test('a receipt that is not there is refused', async () => {
  await assert.rejects(
    suggest(newId()),
    (error) => error instanceof Refused && error.code === 'receipt_not_found',
  )
})
