/** From cash on the bank to paid invoices, with what the exchange rate did in between. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { controlBalances, roleBalances } from '#engines/ledger'
import { Refused } from '#kernel/refusal.ts'
import { sql } from '#kernel/sql.ts'
import { openTestHouse } from '#test/house.ts'
import { openReceivables, type PostedInvoice } from '#test/receivables.ts'

const house = await openTestHouse()
const { as, entities, clients, supportInvoices, receive } = await openReceivables(house)
house.clock.now = Temporal.Instant.from('2026-05-20T08:00:00Z')
const nobody = '0199d8a0-0000-7000-8000-0000000000ff'

const refusedWith = (code: string) => (error: unknown) => error instanceof Refused && error.code === code
const usd = (amount: string) => ({ amount, currency: 'USD' })

const allocate = (receiptId: string, parts: readonly [string, string][], more: object = {}) =>
  as.billing.run('collections.allocate', {
    receiptId,
    allocations: parts.map(([invoiceId, amount]) => ({ invoiceId, amount: usd(amount) })),
    ...more,
  })
const invoiceOf = (invoiceId: string) => as.billing.ask('billing.getInvoice', { invoiceId })
const reconciled = async () => assert.equal((await as.controller.ask('collections.reconcile')).agrees, true)
/** What the books hold for a document on a control account, in the currency of the document and in SGD. */
const booked = (control: 'receivable' | 'unapplied_cash', documentId: string) =>
  house.tx(async (tx) => {
    const found = (await controlBalances(tx, control, 'document')).find(
      (row) => row.documentId === documentId,
    )
    return [found?.amountMinor ?? 0n, found?.functionalMinor ?? 0n]
  })
const exchangeOf = () =>
  house.tx(async (tx) => {
    const sums = await Promise.all(
      (['exchange_gain', 'exchange_loss'] as const).map((role) => roleBalances(tx, role)),
    )
    return sums.flat().reduce((sum, row) => sum - row.functionalMinor, 0n)
  })

test('cash that nobody has matched is owed to the client, at the rate of its day', async () => {
  const receiptId = await receive('1000.00')
  assert.deepEqual(await booked('unapplied_cash', receiptId), [-1_000_00n, -1_360_00n])
  const receipt = await as.executive.ask('collections.getReceipt', { receiptId })
  assert.deepEqual(receipt.unapplied, usd('1000.00'))
  assert.deepEqual(receipt.allocations, [])
  assert.equal(receipt.proposal.matched, false)
  await reconciled()
})

test('one bank transaction is recorded once', async () => {
  const input = {
    entityId: entities.SG,
    clientId: clients.SG,
    receivedOn: '2026-05-18',
    amount: usd('10.00'),
    bankReference: 'BK-ONCE',
  }
  await as.billing.run('collections.recordReceipt', input)
  await assert.rejects(
    as.controller.run('collections.recordReceipt', input),
    refusedWith('receipt_recorded_before'),
  )
  await as.billing.run('collections.recordReceipt', { ...input, entityId: entities.US, clientId: clients.US })
  const { items } = await as.billing.ask('collections.listReceipts', { bankReference: 'BK-ONCE' })
  assert.deepEqual(new Set(items.map((one: { entityCode: string }) => one.entityCode)), new Set(['SG', 'US']))
})

test('a receipt is refused for whom nobody knows, in a currency without a rate, and below a cent', async () => {
  const base = {
    entityId: entities.SG,
    clientId: clients.SG,
    receivedOn: '2026-05-18',
    bankReference: 'BK-X',
  }
  const cases: [string, object][] = [
    ['entity_not_found', { entityId: nobody }],
    ['client_not_found', { clientId: nobody }],
    ['exchange_rate_missing', { amount: { amount: '10', currency: 'JPY' } }],
    ['invalid_input', { amount: usd('0.00') }],
    ['invalid_input', { amount: usd('-1.00') }],
    ['before_book_starts', { receivedOn: '2025-12-31', amount: { amount: '1.00', currency: 'SGD' } }],
  ]
  for (const [code, more] of cases)
    await assert.rejects(
      as.billing.run('collections.recordReceipt', { ...base, amount: usd('10.00'), ...more }),
      refusedWith(code),
      code,
    )
  await assert.rejects(
    as.sally.run('collections.recordReceipt', { ...base, amount: usd('10.00') }),
    refusedWith('not_permitted'),
  )
})

test('the receivable leaves at the rate it was booked with, cash at the rate it came with, the rest is a gain', async () => {
  const before = await exchangeOf()
  const [invoice] = (await supportInvoices(['2026-04-01'])) as [PostedInvoice]
  assert.deepEqual(await booked('receivable', invoice.id), [2_725_00n, 3_651_50n])
  const receiptId = await receive('2725.00')
  const done = await allocate(receiptId, [[invoice.id, '2725.00']])
  assert.deepEqual(done.unapplied, usd('0.00'))
  const [{ id, ...allocation }] = done.allocations
  assert.match(id, /^[0-9a-f-]{36}$/)
  assert.deepEqual(allocation, {
    invoiceId: invoice.id,
    invoiceNumber: invoice.number,
    allocatedOn: '2026-05-20',
    amount: usd('2725.00'),
    // 2,725 x (1.36 - 1.34)
    exchangeGain: { amount: '54.50', currency: 'SGD' },
    reversesId: null,
    invoiceState: 'paid',
    invoiceOpen: usd('0.00'),
  })
  assert.equal((await exchangeOf()) - before, 54_50n)
  assert.deepEqual(await booked('receivable', invoice.id), [0n, 0n])
  assert.deepEqual(await booked('unapplied_cash', receiptId), [0n, 0n])
  assert.equal((await invoiceOf(invoice.id)).state, 'paid')
  await reconciled()
})

test('a currency that fell leaves a loss', async () => {
  const before = await exchangeOf()
  const [invoice] = (await supportInvoices(['2026-05-04'])) as [PostedInvoice]
  const receiptId = await receive('2725.00', { on: '2026-07-02' })
  const { allocations } = await allocate(receiptId, [[invoice.id, '2725.00']])
  // 2,725 x (1.31 - 1.36); it takes effect when the cash is there, although that is after today.
  assert.deepEqual(allocations[0].exchangeGain, { amount: '-136.25', currency: 'SGD' })
  assert.equal(allocations[0].allocatedOn, '2026-07-02')
  assert.equal((await exchangeOf()) - before, -136_25n)
})

test('of 200 dollars invoiced at 8, 100 dollars that came at 6 leave exactly 100 dollars open', async () => {
  const rates = [
    { source: 'USD', target: 'SGD', validFrom: '2026-08-01', rate: '6' },
    { source: 'USD', target: 'SGD', validFrom: '2026-08-15', rate: '8' },
  ]
  await as.controller.run('firm.setExchangeRates', { rates })
  const receiptId = await receive('100.00', { on: '2026-08-03' })
  const [invoice] = (await supportInvoices(['2026-08-15'])) as [PostedInvoice]
  const gross = (await invoiceOf(invoice.id)).gross.amount
  const { allocations } = await allocate(receiptId, [[invoice.id, '100.00']])
  assert.equal(Number((await invoiceOf(invoice.id)).open.amount), Number(gross) - 100)
  assert.deepEqual(allocations[0].exchangeGain, { amount: '-200.00', currency: 'SGD' })
  const [open, value] = await booked('receivable', invoice.id)
  assert.equal(value, (open as bigint) * 8n)
  await reconciled()
})

test('an invoice is paid in parts, which together realise the difference of the whole', async () => {
  const before = await exchangeOf()
  const [invoice] = (await supportInvoices(['2026-04-01'])) as [PostedInvoice]
  const receipts = [await receive('908.33'), await receive('908.33'), await receive('908.34')]
  const states: string[] = []
  for (const [index, amount] of ['908.33', '908.33', '908.34'].entries()) {
    const { allocations } = await allocate(receipts[index] as string, [[invoice.id, amount]])
    states.push(allocations[0].invoiceState)
  }
  assert.deepEqual(states, ['partially_paid', 'partially_paid', 'paid'])
  assert.equal((await exchangeOf()) - before, 54_50n)
  assert.deepEqual(await booked('receivable', invoice.id), [0n, 0n])
  await reconciled()
})

test('one receipt pays several invoices, and what is left waits', async () => {
  const [one, other] = (await supportInvoices(['2026-04-01', '2026-05-04'])) as [PostedInvoice, PostedInvoice]
  const receiptId = await receive('6000.00')
  const done = await allocate(receiptId, [
    [one.id, '2725.00'],
    [other.id, '2700.00'],
  ])
  assert.deepEqual(done.unapplied, usd('575.00'))
  assert.equal(done.revision, 2)
  assert.deepEqual(await booked('unapplied_cash', receiptId), [-575_00n, -782_00n])
  await allocate(receiptId, [[other.id, '25.00']], { allocatedOn: '2026-05-19' })
  const receipt = await as.billing.ask('collections.getReceipt', { receiptId })
  assert.deepEqual(
    receipt.allocations.map((part: Record<string, unknown>) => [part['invoiceNumber'], part['amount']]),
    [
      [other.number, usd('25.00')],
      [one.number, usd('2725.00')],
      [other.number, usd('2700.00')],
    ],
  )
  assert.deepEqual(receipt.unapplied, usd('550.00'))
  await reconciled()
})

test('nothing is allocated that was not received, not open, or not theirs, and then nothing at all', async () => {
  const [invoice] = (await supportInvoices(['2026-04-01'])) as [PostedInvoice]
  const receiptId = await receive('2725.00')
  const small = await receive('100.00')
  const german = await receive('100.00', { entityId: entities.DE })
  const stranger = await receive('100.00', { clientId: clients.US })
  const euros = await receive('100.00', { currency: 'EUR' })
  await as.billing.run('billing.run', {
    cutoff: '2026-05-01',
    invoiceDate: '2026-05-01',
    contractIds: [invoice.contractId],
  })
  const { items } = await as.billing.ask('billing.listInvoices', {
    contractId: invoice.contractId,
    state: 'draft',
  })
  const cases: [string, string, [string, string][], object?][] = [
    ['receipt_not_found', nobody, [[invoice.id, '1.00']]],
    ['invoice_not_found', receiptId, [[nobody, '1.00']]],
    ['receipt_over_allocated', small, [[invoice.id, '100.01']]],
    ['invoice_over_allocated', receiptId, [[invoice.id, '2725.01']]],
    ['invoice_not_payable', receiptId, [[items[0].id, '1.00']]],
    ['invoice_of_other_entity', german, [[invoice.id, '1.00']]],
    ['invoice_of_other_client', stranger, [[invoice.id, '1.00']]],
    ['invoice_currency_mismatch', euros, [[invoice.id, '1.00']]],
    [
      'invalid_input',
      receiptId,
      [
        [invoice.id, '1.00'],
        [invoice.id, '1.00'],
      ],
    ],
    ['allocation_too_early', receiptId, [[invoice.id, '1.00']], { allocatedOn: '2026-05-17' }],
  ]
  for (const [code, of, parts, more] of cases)
    await assert.rejects(allocate(of, parts, more), refusedWith(code), code)
  await assert.rejects(
    as.billing.run(
      'collections.allocate',
      { receiptId, allocations: [{ invoiceId: invoice.id, amount: usd('1.00') }] },
      { ifMatch: 4 },
    ),
    refusedWith('stale_revision'),
  )
  assert.deepEqual((await invoiceOf(invoice.id)).open, usd('2725.00'))
  await reconciled()
})

test('two receipts that race for one invoice do not pay it twice', async () => {
  const [invoice] = (await supportInvoices(['2026-04-01'])) as [PostedInvoice]
  const receipts = [await receive('2725.00'), await receive('2725.00'), await receive('2725.00')]
  const race = await Promise.allSettled(
    receipts.map((receiptId) => allocate(receiptId, [[invoice.id, '2725.00']])),
  )
  assert.deepEqual(race.map(({ status }) => status).sort(), ['fulfilled', 'rejected', 'rejected'])
  for (const lost of race)
    if (lost.status === 'rejected') assert.equal((lost.reason as Refused).code, 'invoice_over_allocated')
  await reconciled()
})

test('receipts that pay the same invoices in different orders take turns', async () => {
  const [one, other] = (await supportInvoices(['2026-04-01', '2026-05-04'])) as [PostedInvoice, PostedInvoice]
  const [first, second] = [await receive('2000.00'), await receive('2000.00')]
  await Promise.all([
    allocate(first, [
      [one.id, '1000.00'],
      [other.id, '1000.00'],
    ]),
    allocate(second, [
      [other.id, '1000.00'],
      [one.id, '1000.00'],
    ]),
  ])
  assert.deepEqual((await invoiceOf(one.id)).open, usd('725.00'))
  assert.deepEqual((await invoiceOf(other.id)).open, usd('725.00'))
  await reconciled()
})

test('a closed period takes no cash', async () => {
  const periods = await as.controller.ask('ledger.listPeriods', { bookId: entities.SG, limit: 200 })
  const january = periods.items.find((one: { month: string }) => one.month === '2026-01')
  await as.controller.run('ledger.closePeriod', { periodId: january.id })
  await assert.rejects(receive('5.00', { on: '2026-01-31' }), refusedWith('period_closed'))
})

test('an allocation is told with the invoices it paid', async () => {
  const [invoice] = (await supportInvoices(['2026-04-01'])) as [PostedInvoice]
  const receiptId = await receive('2725.00')
  await allocate(receiptId, [[invoice.id, '2725.00']])
  const told = await house.tx((tx) =>
    tx.rows(sql<{ type: string; objects: string[] }>`
      select event ->> 'type' as type,
        array(select object_type from kernel.journal_object as object
          where object.tenant_id = journal.tenant_id and object.journal_id = journal.id order by 1) as objects
      from kernel.journal
        cross join lateral jsonb_array_elements(events) as event
      where command = 'collections.allocate' and event ->> 'key' in (${receiptId}, ${invoice.id})
      order by 1`),
  )
  assert.deepEqual(told, [
    { type: 'collections.invoicePaid', objects: ['invoice', 'receipt'] },
    { type: 'collections.receiptAllocated', objects: ['invoice', 'receipt'] },
  ])
})

test('the entries of a document are those it was posted by and those that changed what is held of it', async () => {
  const [invoice] = (await supportInvoices(['2026-05-02'])) as [PostedInvoice]
  const receiptId = await receive('2725.00')
  await allocate(receiptId, [[invoice.id, '2725.00']])
  const entriesOf = async (documentType: string, documentId: string) =>
    (await as.controller.ask('ledger.entriesOf', { documentType, documentId })).items
  const [posted, paid, ...more] = await entriesOf('invoice', invoice.id)
  assert.deepEqual(
    [posted.command, posted.source, paid.command, more],
    ['billing.post', { type: 'invoice', id: invoice.id }, 'collections.allocate', []],
  )
  const entry = await as.controller.ask('ledger.getEntry', { entryId: paid.id })
  const debits = entry.lines.filter(
    (line: { functional: { amount: string } }) => !line.functional.amount.startsWith('-'),
  )
  assert.deepEqual(
    [entry.bookName, entry.actorName, debits.length > 0],
    [paid.bookName, paid.actorName, true],
  )
  const ofReceipt = (await entriesOf('receipt', receiptId)).map((one: { command: string }) => one.command)
  assert.deepEqual(ofReceipt, ['collections.recordReceipt', 'collections.allocate'])
  assert.deepEqual(await entriesOf('invoice', nobody), [])
  await assert.rejects(
    as.sally.ask('ledger.entriesOf', { documentType: 'invoice', documentId: invoice.id }),
    refusedWith('not_permitted'),
  )
})
