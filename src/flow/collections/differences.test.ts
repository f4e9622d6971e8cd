/** Disputes, promises and write-offs: what they keep from being due, and what the books say of them. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { roleBalances } from '#engines/ledger'
import { newId } from '#kernel/id.ts'
import { Refused } from '#kernel/refusal.ts'
import { type Billed, openBilled } from '#test/billed-engagement.ts'
import { openTestHouse } from '#test/house.ts'

const first = await openTestHouse()
const today = (day: string) => {
  first.clock.now = Temporal.Instant.from(`${day}T10:00:00Z`)
}
today('2026-03-31')
const scene = async () => {
  today('2026-03-31')
  return openBilled(first)
}
const refusedWith = (code: string) => (error: unknown) => error instanceof Refused && error.code === code

const eur = (amount: string) => ({ amount, currency: 'EUR' })
const dispute = (of: Billed, more: object = {}) =>
  of.as.sales.run('collections.openDispute', {
    invoiceId: of.euroInvoice,
    cause: 'hours',
    note: 'Two hours more than in the report.',
    ...more,
  })
const itemOf = async (of: Billed, more: object = {}) =>
  (await of.as.billing.ask('collections.openItems', more)).items.find(
    ({ id }: { id: string }) => id === of.euroInvoice,
  )
const held = (of: Billed, role: string) =>
  of.house.tx(async (tx) =>
    (await roleBalances(tx, role)).reduce((sum, row) => sum + row.functionalMinor, 0n),
  )

test('what is disputed stands beside what is open until it is resolved, and no more is disputed than is open', async () => {
  const of = await scene()
  const { disputeId, amount } = await dispute(of, { amount: eur('178.50'), lineNos: [3], ownerId: of.ann })
  assert.deepEqual(amount, eur('178.50'))
  assert.deepEqual((await itemOf(of)).disputed, eur('178.50'))
  const { totals } = await of.as.billing.ask('collections.ageingTotals', {})
  assert.deepEqual(totals[0].disputed, eur('178.50'))
  await assert.rejects(dispute(of, { amount: eur('6128.51') }), refusedWith('difference_over_open'))
  await assert.rejects(
    dispute(of, { amount: { amount: '1.00', currency: 'USD' } }),
    refusedWith('difference_currency_mismatch'),
  )
  await assert.rejects(dispute(of, { lineNos: [7] }), refusedWith('dispute_line_unknown'))
  await assert.rejects(dispute(of, { ownerId: newId() }), refusedWith('person_not_found'))
  await assert.rejects(dispute(of, { invoiceId: newId() }), refusedWith('invoice_not_found'))
  assert.deepEqual((await dispute(of)).amount, eur('6128.50'), 'the rest of it')
  today('2026-04-02')
  const resolved = { disputeId, outcome: 'rejected', resolution: 'The report was corrected since.' }
  assert.equal((await of.as.sales.run('collections.resolveDispute', resolved)).state, 'rejected')
  await assert.rejects(
    of.as.sales.run('collections.resolveDispute', resolved),
    refusedWith('dispute_not_open'),
  )
  await assert.rejects(
    of.as.sales.run('collections.resolveDispute', { ...resolved, disputeId: newId() }),
    refusedWith('dispute_not_found'),
  )
  assert.deepEqual((await itemOf(of)).disputed, eur('6128.50'))
  assert.deepEqual((await itemOf(of, { asOf: '2026-03-31' })).disputed, eur('6307.00'))
  const { items } = await of.as.billing.ask('collections.listDisputes', { state: 'rejected' })
  assert.deepEqual(
    [items[0].ownerName, items[0].lineNos, items[0].resolvedOn, items[0].invoiceNumber],
    ['Ann', [3], '2026-04-02', 'DE-2026-00001'],
  )
})

test('a promise is kept by the cash that came in time, whenever it was allocated, and broken without it', async () => {
  const of = await scene()
  const promise = (dueOn: string, more: object = {}) =>
    of.as.sales.run('collections.promisePayment', {
      invoiceId: of.euroInvoice,
      dueOn,
      saidBy: 'Petra Vogel',
      ...more,
    })
  const states = async () =>
    (await of.as.sales.ask('collections.listPromises', { invoiceId: of.euroInvoice })).items.map(
      ({ state }: { state: string }) => state,
    )
  await assert.rejects(promise('2026-03-30'), refusedWith('promise_in_the_past'))
  await promise('2026-04-10', { amount: eur('1000.00') })
  assert.equal((await itemOf(of)).promisedOn, '2026-04-10')
  await promise('2026-04-15', { amount: eur('2000.00') })
  assert.deepEqual(await states(), ['replaced', 'open'])
  today('2026-04-16')
  assert.deepEqual(await states(), ['replaced', 'broken'])
  // The money was there on 31 March, the day it was promised; it is only found now.
  await of.pay(of.euroInvoice, '2000.00')
  assert.deepEqual(await states(), ['kept', 'kept'])
  const { items } = await of.as.sales.ask('collections.listPromises', { state: 'kept' })
  assert.deepEqual(items[1].received, eur('2000.00'))
})

test('a write-off that is approved is a loss, and the invoice stays', async () => {
  const of = await scene()
  await of.pay(of.euroInvoice, '5307.00')
  const ask = (more: object = {}) =>
    of.as.billing.run('collections.askWriteOff', {
      invoiceId: of.euroInvoice,
      reason: 'The client is insolvent.',
      ...more,
    })
  const { writeOffId, amount, tax } = await ask()
  assert.deepEqual([amount, tax], [eur('1000.00'), eur('0.00')])
  await assert.rejects(ask({ amount: eur('0.01') }), refusedWith('difference_over_open'))
  assert.equal((await itemOf(of)).open.amount, '1000.00', 'it is only asked for')
  const told = await of.as.billing.ask('collections.getWriteOff', { writeOffId })
  assert.deepEqual(
    [told.amount, told.open, told.openAfter, told.loss, told.tax],
    [eur('1000.00'), eur('1000.00'), eur('0.00'), eur('1000.00'), eur('0.00')],
  )
  assert.deepEqual([told.taxRelief, told.askedByName !== null], [false, true])
  assert.match(told.lossAccount, /^\d+ \w/)
  await assert.rejects(
    of.as.billing.ask('collections.getWriteOff', { writeOffId: of.euroInvoice }),
    refusedWith('write_off_not_found'),
  )
  const before = await of.approved('collections.writeOff', { writeOffId })
  assert.deepEqual([before.state, before.invoiceOpen], ['booked', eur('0.00')])
  const invoice = await of.as.billing.ask('billing.getInvoice', { invoiceId: of.euroInvoice })
  assert.deepEqual([invoice.state, invoice.writtenOff], ['written_off', eur('1000.00')])
  assert.equal(await held(of, 'credit_loss'), 100_000n)
  await of.reconciles()
  await assert.rejects(ask(), refusedWith('invoice_not_owed'))
  await assert.rejects(
    of.approved('collections.writeOff', { writeOffId }),
    refusedWith('write_off_not_asked'),
  )
  // What was written off is not credited as well: only what was paid can be.
  const { creditNoteId } = await of.as.billing.run('credits.propose', {
    invoiceId: of.euroInvoice,
    cause: 'goodwill',
    reason: 'All of it.',
  })
  await assert.rejects(
    of.approved('credits.release', { creditNoteId }),
    refusedWith('credit_over_written_off'),
  )
})

test('where the state gives the tax back, only the net amount is lost', async () => {
  const of = await scene()
  const { writeOffId, tax } = await of.as.billing.run('collections.askWriteOff', {
    invoiceId: of.euroInvoice,
    amount: eur('1190.00'),
    reason: 'The client is insolvent.',
    taxRelief: true,
  })
  assert.deepEqual(tax, eur('190.00'))
  await of.approved('collections.writeOff', { writeOffId })
  assert.equal(await held(of, 'credit_loss'), 100_000n)
  await of.reconciles()
  const { items } = await of.as.controller.ask('collections.listWriteOffs', { state: 'booked' })
  assert.deepEqual([items[0].amount, items[0].tax], [eur('1190.00'), eur('190.00')])
})

test('nobody books what they asked for, one waits at a time, and money that came meanwhile is not written off', async () => {
  const of = await scene()
  const ask = (who: 'billing' | 'controller', amount?: string) =>
    of.as[who].run('collections.askWriteOff', {
      invoiceId: of.euroInvoice,
      reason: 'Too small to pursue.',
      ...(amount ? { amount: eur(amount) } : {}),
    })
  const book = (writeOffId: string) => of.approved('collections.writeOff', { writeOffId })
  const refuse = (writeOffId: string) =>
    of.as.billing.run('collections.refuseWriteOff', { writeOffId, reason: 'Their parent company pays.' })
  const own = await ask('controller', '1.00')
  await assert.rejects(book(own.writeOffId), refusedWith('own_approval'))
  await assert.rejects(ask('billing', '1.00'), refusedWith('write_off_waits'))
  assert.equal((await refuse(own.writeOffId)).state, 'refused')
  await assert.rejects(refuse(own.writeOffId), refusedWith('write_off_not_asked'))
  await assert.rejects(refuse(newId()), refusedWith('write_off_not_found'))
  const { writeOffId } = await ask('billing')
  await of.pay(of.euroInvoice, '0.01')
  await assert.rejects(book(writeOffId), refusedWith('difference_over_open'))
})

test('what is written off in another currency leaves at the value it was booked with', async () => {
  const of = await scene()
  const { writeOffId } = await of.as.billing.run('collections.askWriteOff', {
    invoiceId: of.dollarInvoice,
    reason: 'Too small to pursue.',
    taxRelief: true,
  })
  await of.approved('collections.writeOff', { writeOffId })
  await of.reconciles()
})
