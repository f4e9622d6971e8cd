/** Credit notes: what they take back, of whom, and that the books follow them to the cent. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { renderInvoice } from '#engines/documents'
import { roleBalances } from '#engines/ledger'
import { reverseTime } from '#flow/actuals'
import { newId } from '#kernel/id.ts'
import { Refused } from '#kernel/refusal.ts'
import { type Billed, openBilled } from '#test/billed-engagement.ts'
import { openTestHouse } from '#test/house.ts'
import { pdfPages } from '#test/pdf-text.ts'
import { inCommand } from '#test/work-command.ts'
import { creditNoteDocument } from './send-note.ts'

const first = await openTestHouse()
first.clock.now = Temporal.Instant.from('2026-03-31T10:00:00Z')
const refusedWith = (code: string) => (error: unknown) => error instanceof Refused && error.code === code

const eur = (amount: string) => ({ amount, currency: 'EUR' })
const reason = 'As agreed on 3 April.'
const propose = (of: Billed, more: object = {}) =>
  of.as.billing.run('credits.propose', { invoiceId: of.euroInvoice, cause: 'not_owed', reason, ...more })
const release = (of: Billed, creditNoteId: string) => of.approved('credits.release', { creditNoteId })
async function credit(of: Billed, more: object = {}) {
  const { creditNoteId } = await propose(of, more)
  return release(of, creditNoteId)
}
const invoiceOf = (of: Billed, invoiceId = of.euroInvoice) =>
  of.as.billing.ask('billing.getInvoice', { invoiceId })
const held = (of: Billed, role: string) =>
  of.house.tx(async (tx) =>
    (await roleBalances(tx, role)).reduce((sum, row) => sum + row.functionalMinor, 0n),
  )

test('an invoice that is credited as a whole owes nothing, and leaves no revenue and no tax', async () => {
  const of = await openBilled(first)
  const { creditNoteId, ...proposed } = await propose(of)
  assert.deepEqual(
    [proposed.net, proposed.tax, proposed.gross, proposed.state],
    [eur('5300.00'), eur('1007.00'), eur('6307.00'), 'proposed'],
  )
  assert.equal((await invoiceOf(of)).open.amount, '6307.00', 'it is only proposed')
  const done = await release(of, creditNoteId)
  assert.deepEqual([done.number, done.invoiceOpen], ['DE-CN-2026-00001', eur('0.00')])
  const invoice = await invoiceOf(of)
  assert.deepEqual([invoice.state, invoice.credited, invoice.open], ['credited', eur('6307.00'), eur('0.00')])
  // Left are an hour in dollars and the fee, which nobody has earned and nobody will be billed for.
  assert.equal(await held(of, 'revenue_fixed'), 0n)
  assert.equal(await held(of, 'revenue_time'), -8_100n)
  assert.equal(await held(of, 'contract_liability'), 0n)
  await of.reconciles()
  const note = await of.as.billing.ask('credits.getNote', { creditNoteId })
  assert.deepEqual(await of.house.as('delivery-lead').ask('credits.getNote', { creditNoteId }), note)
  assert.deepEqual(
    note.lines.map(({ lineNo, net }: { lineNo: number; net: object }) => [lineNo, net]),
    [
      [1, eur('4000.00')],
      [2, eur('1000.00')],
      [3, eur('300.00')],
    ],
  )
  assert.deepEqual(note.taxes, [{ taxCode: 'V19', net: eur('5300.00'), tax: eur('1007.00') }])
  await assert.rejects(propose(of), refusedWith('nothing_to_credit'))
})

test('a fee that is not earned comes off what was billed in advance, and the months ahead earn less', async () => {
  const of = await openBilled(first)
  const months = async () =>
    (await of.as.controller.ask('revenue.listSchedule', { contractId: of.euroContract })).items.map(
      ({ amount }: { amount: { amount: string } }) => Number(amount.amount) * 100,
    ) as number[]
  const total = (amounts: readonly number[]) => Math.round(amounts.reduce((sum, one) => sum + one, 0))
  assert.equal(total(await months()), 300_000)
  const before = await held(of, 'revenue_recurring')
  await credit(of, { lines: [{ lineNo: 2, amount: eur('400.00') }] })
  assert.equal(total(await months()), 260_000)
  assert.equal(await held(of, 'revenue_recurring'), before)
  await of.reconciles()
  await of.as.controller.run('revenue.recognise', { month: '2026-02' })
  await of.reconciles()
  // Of the 600.00 that are left of the fee a part is earned now: that comes off revenue, the rest off what is ahead.
  const earned = -(await held(of, 'revenue_recurring'))
  assert.ok(earned > 0n && earned < 60_000n)
  await credit(of, { lines: [{ lineNo: 2 }] })
  assert.equal(await held(of, 'revenue_recurring'), 0n)
  assert.equal(BigInt(total(await months())), 200_000n + earned)
  await of.reconciles()
})

test('a milestone that is given up is recognised and comes off revenue; the next one is not touched', async () => {
  const of = await openBilled(first)
  await credit(of, { lines: [{ lineNo: 1, amount: eur('1500.00') }] })
  assert.equal(await held(of, 'revenue_fixed'), -250_000n)
  await of.reconciles()
})

test('what is credited to be billed again is on the next invoice, once, and revenue stays what it was', async () => {
  const of = await openBilled(first)
  const revenue = await held(of, 'revenue_time')
  const { creditNoteId } = await propose(of, { cause: 'wrong_quantity' })
  await release(of, creditNoteId)
  assert.equal(await held(of, 'revenue_time'), revenue)
  await of.reconciles()
  const { EUR } = await of.bill('2026-04-30')
  const again = await invoiceOf(of, EUR)
  assert.deepEqual(again.gross, eur('6307.00'))
  assert.equal((await invoiceOf(of)).state, 'credited')
  await of.reconciles()
  await assert.rejects(of.bill('2026-05-31'), refusedWith('nothing_to_bill'))
  // Credited and billed a third time, it is still the same work.
  await credit(of, { invoiceId: again.id, cause: 'wrong_quantity' })
  const { EUR: third } = await of.bill('2026-05-31')
  assert.deepEqual((await invoiceOf(of, third)).gross, eur('6307.00'))
  await of.reconciles()
})

test('time that was credited can be recalled, corrected and billed as it should have been', async () => {
  const of = await openBilled(first)
  const recall = () => inCommand(of.house, (ctx) => reverseTime(ctx, [of.timeEntry]))
  await assert.rejects(recall(), refusedWith('already_billed'))
  await credit(of, { lines: [{ lineNo: 3 }], cause: 'wrong_quantity' })
  await recall()
  await of.reconciles()
  await of.work({ minutes: 180 })
  const { EUR } = await of.bill('2026-04-30')
  assert.deepEqual((await invoiceOf(of, EUR)).net, eur('225.00'))
  await of.reconciles()
})

test('cash that paid what is credited is owed to the client, and pays the next invoice', async () => {
  const of = await openBilled(first)
  await of.pay(of.euroInvoice, '1000.00')
  const receiptId = await of.pay(of.euroInvoice, '5307.00')
  assert.equal((await invoiceOf(of)).state, 'paid')
  const done = await credit(of, { lines: [{ lineNo: 3 }] })
  assert.deepEqual(done.invoiceOpen, eur('0.00'))
  const receipt = await of.as.billing.ask('collections.getReceipt', { receiptId })
  assert.deepEqual(receipt.unapplied, eur('357.00'))
  assert.equal((await invoiceOf(of)).state, 'paid')
  await of.reconciles()
  await of.work({ workedOn: '2026-04-02' })
  const { EUR } = await of.bill('2026-04-30')
  await of.as.billing.run('collections.allocate', {
    receiptId,
    allocations: [{ invoiceId: EUR, amount: eur('89.25') }],
  })
  assert.equal((await invoiceOf(of, EUR)).state, 'paid')
  await of.reconciles()
})

test('an invoice in another currency is credited at the values it was booked with', async () => {
  const of = await openBilled(first)
  const before = await held(of, 'exchange_gain')
  await of.approved('credits.release', {
    creditNoteId: (await propose(of, { invoiceId: of.dollarInvoice, cause: 'wrong_quantity' })).creditNoteId,
  })
  assert.equal(await held(of, 'unbilled_receivable'), 8_100n)
  // The gain of billing at 0.95 what was accrued at 0.90 goes back with it.
  assert.equal((await held(of, 'exchange_gain')) + (await held(of, 'exchange_loss')) - before, 450n)
  await of.reconciles()
})

test('the ageing of a day before the credit note still shows what was open then', async () => {
  const of = await openBilled(first)
  await credit(of, { lines: [{ lineNo: 1 }] })
  const open = async (asOf: string) =>
    (await of.as.billing.ask('collections.openItems', { asOf })).items.map(
      (item: { open: { amount: string } }) => item.open.amount,
    )
  assert.deepEqual(await open('2026-03-30'), [])
  assert.ok((await open('2026-03-31')).includes('1547.00'))
})

test('nobody releases what they proposed, and a note that is decided is not decided again', async () => {
  const of = await openBilled(first)
  const { creditNoteId } = await of.as.controller.run('credits.propose', {
    invoiceId: of.euroInvoice,
    cause: 'goodwill',
    reason,
  })
  await assert.rejects(release(of, creditNoteId), refusedWith('own_approval'))
  const byHand = of.as.controller.run('credits.release', { creditNoteId })
  await assert.rejects(byHand, refusedWith('not_permitted'), 'it is its process that releases it')
  await assert.rejects(propose(of), refusedWith('credit_waits'))
  const why = { creditNoteId, reason: 'The client withdrew the complaint.' }
  assert.equal((await of.as.billing.run('credits.reject', why)).state, 'rejected')
  await assert.rejects(of.as.billing.run('credits.reject', why), refusedWith('credit_note_not_proposed'))
  await assert.rejects(release(of, (await credit(of)).creditNoteId), refusedWith('credit_note_not_proposed'))
  await assert.rejects(release(of, newId()), refusedWith('credit_note_not_found'))
  const { items } = await of.as.sales.ask('credits.listNotes', { invoiceId: of.euroInvoice })
  assert.deepEqual(
    items.map(({ state }: { state: string }) => state),
    ['rejected', 'released'],
  )
})

test('no more is credited than was billed, and what cannot be is said', async () => {
  const of = await openBilled(first)
  const refused = (code: string, more: object) => assert.rejects(propose(of, more), refusedWith(code))
  await refused('credit_over_line', { lines: [{ lineNo: 3, amount: eur('300.01') }] })
  await refused('credit_line_unknown', { lines: [{ lineNo: 9 }] })
  await refused('credit_currency_mismatch', {
    lines: [{ lineNo: 3, amount: { amount: '1.00', currency: 'USD' } }],
  })
  await refused('invoice_not_found', { invoiceId: newId() })
  await of.work({ workedOn: '2026-04-02' })
  await of.as.billing.run('billing.run', { cutoff: '2026-04-30', invoiceDate: '2026-04-30' })
  const { items } = await of.as.billing.ask('billing.listInvoices', { state: 'draft' })
  await refused('invoice_not_creditable', { invoiceId: items[0].id })
  const { creditNoteId } = await propose(of)
  await assert.rejects(
    of.as.billing.run('credits.deliver', { creditNoteId }),
    refusedWith('credit_note_not_released'),
  )
  await assert.rejects(
    of.as.billing.run('credits.markSent', { creditNoteId, contentBase64: 'JVBERi0xLjcK' }),
    refusedWith('credit_note_not_released'),
  )
})

test('numbers have no gaps, also when a release fails', async () => {
  const of = await openBilled(first)
  await credit(of, { lines: [{ lineNo: 3, amount: eur('10.00') }] })
  const { creditNoteId } = await propose(of, { lines: [{ lineNo: 3, amount: eur('10.00') }] })
  const { items } = await of.as.controller.ask('ledger.listPeriods', { bookId: of.entity })
  for (const month of ['2026-01', '2026-02', '2026-03']) {
    const period = items.find((one: { month: string }) => one.month.startsWith(month))
    await of.as.controller.run('ledger.closePeriod', { periodId: period.id })
  }
  await assert.rejects(release(of, creditNoteId), refusedWith('period_closed'))
  first.clock.now = Temporal.Instant.from('2026-04-02T10:00:00Z')
  assert.equal((await release(of, creditNoteId)).number, 'DE-CN-2026-00002')
  first.clock.now = Temporal.Instant.from('2026-03-31T10:00:00Z')
  const series = await of.as.controller.ask('documents.checkSeries', { book: 'DE', series: 'credit_note' })
  assert.equal(series.gapless, true)
  await of.reconciles()
})

test('the client gets a document that names the invoice it corrects, and asks for no money', async () => {
  const of = await openBilled(first)
  const { creditNoteId, number } = await credit(of, {
    lines: [{ lineNo: 2 }, { lineNo: 3, amount: eur('100.00') }],
  })
  const { to } = await of.as.billing.run('credits.deliver', { creditNoteId })
  assert.equal(to, 'rechnung@kunde.example')
  const document = await of.house.tx((tx) => creditNoteDocument(tx, creditNoteId))
  const bytes = await renderInvoice(document)
  // A line may break after a hyphen.
  const text = pdfPages(bytes).join(' ').replaceAll('-\n', '-')
  for (const words of [number, 'DE-2026-', reason, '1,309.00'])
    assert.ok(text.includes(words), `${words} in ${text}`)
  assert.ok(!text.includes('Amount due'))
  const sent = await of.as.billing.run('credits.markSent', {
    creditNoteId,
    contentBase64: Buffer.from(bytes).toString('base64'),
  })
  assert.equal(sent.state, 'sent')
  const { items } = await of.as.billing.ask('credits.listNotes', { state: 'sent', cause: 'not_owed' })
  assert.deepEqual([items[0].fileId, items[0].number], [sent.fileId, number])
  assert.deepEqual((await of.as.billing.ask('credits.listNotes', { cause: 'goodwill' })).items, [])
  for (const who of [of.as.billing, of.as.controller, of.as.sales]) {
    const found = (await who.ask('insight.search', { text: number })).items
    assert.deepEqual(
      found.map(({ kind, id, label }: Record<string, string>) => [kind, id, label]),
      [['credit_note', creditNoteId, number]],
    )
  }
  assert.deepEqual((await of.house.as('consultant').ask('insight.search', { text: number })).items, [])
})

test('an upheld dispute is credited with what was disputed, once', async () => {
  const of = await openBilled(first)
  const { disputeId } = await of.as.sales.run('collections.openDispute', {
    invoiceId: of.euroInvoice,
    amount: eur('178.50'),
    cause: 'hours',
    note: 'Two hours more than in the report.',
    lineNos: [3],
  })
  const proposeFor = () => of.as.billing.run('credits.proposeForDispute', { disputeId })
  await assert.rejects(proposeFor(), refusedWith('dispute_not_upheld'))
  await of.as.sales.run('collections.resolveDispute', {
    disputeId,
    outcome: 'upheld',
    resolution: 'The two hours were travel.',
  })
  const { creditNoteId, ...proposed } = await proposeFor()
  assert.deepEqual([proposed.net, proposed.gross], [eur('150.00'), eur('178.50')])
  await assert.rejects(proposeFor(), refusedWith('dispute_credited'))
  await release(of, creditNoteId)
  assert.deepEqual((await invoiceOf(of)).lines[2].credited, eur('150.00'))
  const note = await of.as.billing.ask('credits.getNote', { creditNoteId })
  assert.deepEqual([note.disputeId, note.reason], [disputeId, 'The two hours were travel.'])
  await of.reconciles()
})
