/** Overdue invoices: one case each, letters in the language of the client, and never a word about what is disputed. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#kernel/id.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql } from '#kernel/sql.ts'
import { type Billed, openBilled } from '#test/billed-engagement.ts'
import { openTestHouse } from '#test/house.ts'

const first = await openTestHouse()
const today = (day: string) => {
  first.clock.now = Temporal.Instant.from(`${day}T10:00:00Z`)
}
async function scene(): Promise<Billed> {
  today('2026-03-31')
  const of = await openBilled(first)
  today('2026-05-11')
  return of
}
const refusedWith = (code: string) => (error: unknown) => error instanceof Refused && error.code === code
const eur = (amount: string) => ({ amount, currency: 'EUR' })
const openCases = async (of: Billed) => (await of.as.billing.run('collections.openCases', {})).opened
const assess = (of: Billed) => of.as.billing.run('collections.assessCase', { invoiceId: of.euroInvoice })
const remind = (of: Billed, tone = 'friendly') =>
  of.as.billing.run('collections.remind', { invoiceId: of.euroInvoice, tone })
const decide = (of: Billed, decision: string) =>
  of.as.sales.run('collections.decideCase', {
    invoiceId: of.euroInvoice,
    decision,
    note: 'They are changing banks.',
  })
const mailsOf = (of: Billed) =>
  of.house.tx((tx) =>
    tx.rows(sql<{ subject: string; text: string }>`
      select payload ->> 'subject' as subject, payload ->> 'text' as text
      from exchange.delivery
      where tenant_id = kernel.tenant_id() and object_id = ${of.euroInvoice}::text
      order by id`),
  )

test('an invoice gets a case when it is overdue, once, and a new one only when money is taken back', async () => {
  const of = await scene()
  today('2026-04-30')
  assert.equal(await openCases(of), 0, 'due today is not overdue')
  today('2026-05-01')
  assert.equal(await openCases(of), 2)
  assert.equal(await openCases(of), 0)
  const receiptId = await of.pay(of.euroInvoice, '6307.00')
  assert.deepEqual((await assess(of)).settled, true)
  const stateOf = async () =>
    (await of.as.sales.ask('collections.listCases', { invoiceId: of.euroInvoice })).items[0].state
  assert.equal(await stateOf(), 'resolved')
  await assert.rejects(remind(of), refusedWith('dunning_case_closed'))
  const receipt = await of.as.billing.ask('collections.getReceipt', { receiptId })
  await of.as.billing.run('collections.unallocate', {
    allocationId: receipt.allocations[0].id,
    reason: 'It was meant for another.',
  })
  assert.equal(await openCases(of), 1)
  assert.equal(await stateOf(), 'reminding')
})

test('a client is reminded of what is open and not disputed, in their language', async () => {
  const of = await scene()
  await openCases(of)
  await of.house.tx((tx) => tx.run(sql`update clients.client set locale = 'de-DE'`))
  await of.as.sales.run('collections.openDispute', {
    invoiceId: of.euroInvoice,
    amount: eur('357.00'),
    cause: 'hours',
    note: 'Not in the report.',
  })
  const done = await remind(of)
  assert.deepEqual([done.reminders, done.amount, done.to], [1, eur('5950.00'), 'rechnung@kunde.example'])
  const [mail] = (await mailsOf(of)).slice(-1)
  assert.match(mail?.subject ?? '', /^Rechnung DE-2026-00001 ist fällig$/)
  assert.match(mail?.text ?? '', /5\.950,00/)
  assert.match(mail?.text ?? '', /357,00.*prüfen wir/)
  await of.as.sales.run('collections.openDispute', {
    invoiceId: of.euroInvoice,
    cause: 'scope',
    note: 'All of it.',
  })
  await assert.rejects(remind(of, 'firm'), refusedWith('nothing_to_remind'))
  await of.house.tx((tx) => tx.run(sql`update clients.client set invoice_email = ''`))
  await assert.rejects(
    of.as.billing.run('collections.remind', { invoiceId: of.dollarInvoice, tone: 'final' }),
    refusedWith('invoice_email_missing'),
  )
})

test('what is known before the next step: how late, how much, what was promised, and how the client pays', async () => {
  const of = await scene()
  await openCases(of)
  const found = await assess(of)
  assert.deepEqual(
    [found.settled, found.daysOverdue, found.collectable, found.clientClass, found.promise, found.canMail],
    [false, 11, eur('6307.00'), 'new', 'none', true],
  )
  await of.as.sales.run('collections.promisePayment', {
    invoiceId: of.euroInvoice,
    dueOn: '2026-05-20',
    saidBy: 'Petra Vogel',
  })
  const promised = await assess(of)
  assert.deepEqual([promised.promise, promised.waitDays], ['open', 10])
  today('2026-05-21')
  assert.equal((await assess(of)).promise, 'broken')
  await assert.rejects(
    of.as.billing.run('collections.assessCase', { invoiceId: newId() }),
    refusedWith('dunning_case_not_found'),
  )
})

test('who spoke to the client says how it goes on, and what the lawyers have is left to them', async () => {
  const of = await scene()
  await openCases(of)
  assert.deepEqual(
    [
      (await decide(of, 'wait')).state,
      (await decide(of, 'escalate')).state,
      (await decide(of, 'legal')).state,
    ],
    ['reminding', 'escalated', 'legal'],
  )
  await assert.rejects(decide(of, 'wait'), refusedWith('dunning_case_closed'))
  const { items } = await of.as.sales.ask('collections.listCases', { state: 'legal' })
  assert.deepEqual([items[0].contacts, items[0].note], [3, 'They are changing banks.'])
})
