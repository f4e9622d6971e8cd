/** What is overdue of a client: one case and one letter, in their language, and nothing asked for that is disputed or promised. */
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
/** The newest case that holds an invoice. */
const caseOf = async (of: Billed, invoiceId = of.euroInvoice) =>
  (await of.as.sales.ask('collections.listCases', { invoiceId, sort: '-openedOn' })).items[0]
const assess = async (of: Billed) =>
  of.as.billing.run('collections.assessCase', { caseId: (await caseOf(of)).id })
const remind = async (of: Billed, tone = 'friendly') =>
  of.as.billing.run('collections.remind', { caseId: (await caseOf(of)).id, tone })
const decide = async (of: Billed, decision: string) =>
  of.as.sales.run('collections.decideCase', {
    caseId: (await caseOf(of)).id,
    decision,
    note: 'They are changing banks.',
  })
/** Another invoice like the one in euros, by its own number and due date. */
const another = async (
  of: Billed,
  number: string,
  dueDate: string,
  like = of.euroInvoice,
): Promise<string> => {
  const id = newId()
  await of.house.tx((tx) =>
    tx.run(sql`
      insert into billing.invoice
      select (jsonb_populate_record(invoice, ${JSON.stringify({ id, number, due_date: dueDate })}::jsonb)).*
      from billing.invoice
      where tenant_id = kernel.tenant_id() and id = ${like}`),
  )
  return id
}
const mailsOf = (of: Billed) =>
  of.house.tx((tx) =>
    tx.rows(sql<{ subject: string; text: string }>`
      select payload ->> 'subject' as subject, payload ->> 'text' as text
      from exchange.delivery
      where tenant_id = kernel.tenant_id() and object_type = 'dunning_case'
      order by id`),
  )

test('what is overdue joins the case of its client once, and begins a new one only when money is taken back', async () => {
  const of = await scene()
  today('2026-04-30')
  assert.equal(await openCases(of), 0, 'due today is not overdue')
  today('2026-05-01')
  assert.equal(await openCases(of), 2)
  assert.equal(await openCases(of), 0)
  const receiptId = await of.pay(of.euroInvoice, '6307.00')
  assert.deepEqual((await assess(of)).settled, true)
  const stateOf = async () => (await caseOf(of)).state
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
  assert.match(mail?.subject ?? '', /^Fällig: Rechnung DE-2026-00001$/)
  assert.match(mail?.text ?? '', /seit 11 Tagen überfällig: +6\.307,00/)
  assert.match(mail?.text ?? '', /Davon strittig: +357,00/)
  assert.match(mail?.text ?? '', /Jetzt zu zahlen: +5\.950,00/)
  await of.as.sales.run('collections.openDispute', {
    invoiceId: of.euroInvoice,
    cause: 'scope',
    note: 'All of it.',
  })
  await assert.rejects(remind(of, 'firm'), refusedWith('nothing_to_remind'))
  await of.house.tx((tx) => tx.run(sql`update clients.client set invoice_email = ''`))
  await assert.rejects(
    of.as.billing.run('collections.remind', {
      caseId: (await caseOf(of, of.dollarInvoice)).id,
      tone: 'final',
    }),
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
    of.as.billing.run('collections.assessCase', { caseId: newId() }),
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

test('a client has one case at an entity in a currency: what becomes overdue later joins it, and one letter lists all of it', async () => {
  const of = await scene()
  const second = await another(of, 'DE-2026-00077', '2026-05-15')
  assert.deepEqual(await of.as.billing.run('collections.openCases', {}), { opened: 2, joined: 2 })
  const { id: caseId } = await caseOf(of)
  today('2026-05-16')
  assert.deepEqual(await of.as.billing.run('collections.openCases', {}), { opened: 0, joined: 1 })
  assert.deepEqual(await of.as.billing.run('collections.openCases', {}), { opened: 0, joined: 0 })
  assert.equal((await caseOf(of, second)).id, caseId)
  const { items, open, oldestDueDate, entityCode } = await caseOf(of)
  assert.deepEqual([items, open, oldestDueDate, entityCode], [2, eur('12614.00'), '2026-04-30', 'DE'])
  const found = await assess(of)
  assert.deepEqual([found.daysOverdue, found.collectable], [16, eur('12614.00')], 'the oldest decides')
  const done = await remind(of, 'firm')
  assert.deepEqual([done.reminders, done.invoiceIds], [1, [of.euroInvoice, second]])
  const letters = await mailsOf(of)
  assert.equal(letters.length, 1)
  assert.equal(letters[0]?.subject, 'Reminder: 2 invoices overdue')
  assert.match(letters[0]?.text ?? '', /DE-2026-00001, due .*16 days overdue: .*6,307\.00/)
  assert.match(letters[0]?.text ?? '', /DE-2026-00077, due .*1 day overdue: .*6,307\.00/)
  assert.match(letters[0]?.text ?? '', /Open in all: .*12,614\.00/)
})

test('a dispute pauses its part and a promise its invoice, while the rest of the case goes on', async () => {
  const of = await scene()
  const second = await another(of, 'DE-2026-00078', '2026-05-02')
  await openCases(of)
  const { id: caseId } = await caseOf(of)
  await of.as.sales.run('collections.promisePayment', {
    ...{ invoiceId: of.euroInvoice, dueOn: '2026-05-20', saidBy: 'Petra Vogel' },
  })
  await of.as.sales.run('collections.openDispute', {
    ...{ invoiceId: second, amount: eur('307.00'), cause: 'hours', note: 'Not in the report.' },
  })
  const going = await assess(of)
  assert.deepEqual(
    [going.promise, going.waitDays, going.collectable, going.daysOverdue],
    ['none', 0, eur('6000.00'), 9],
    'the promised one is left alone, the other goes on by its own age',
  )
  const { invoiceIds, amount } = await remind(of)
  assert.deepEqual([invoiceIds, amount], [[second], eur('6000.00')])
  const [letter] = await mailsOf(of)
  assert.match(letter?.text ?? '', /Of it promised: .*6,307\.00/)
  const { invoices } = await of.as.billing.ask('collections.getCase', { caseId })
  assert.deepEqual(
    invoices.map(({ number, promise, asked, reminders }: Record<string, unknown>) => [
      ...[number, promise, asked, reminders],
    ]),
    [
      ['DE-2026-00001', 'open', eur('0.00'), 0],
      ['DE-2026-00078', 'none', eur('6000.00'), 1],
    ],
  )
  await of.as.sales.run('collections.promisePayment', {
    ...{ invoiceId: second, amount: eur('6000.00'), dueOn: '2026-05-18', saidBy: 'Petra Vogel' },
  })
  const waiting = await assess(of)
  assert.deepEqual([waiting.promise, waiting.waitDays], ['open', 8], 'the first promise is waited for')
  await assert.rejects(remind(of), refusedWith('nothing_to_remind'))
  today('2026-05-19')
  assert.equal((await assess(of)).promise, 'broken', 'one that is broken counts for all that is asked for')
  await assert.rejects(
    of.as.billing.ask('collections.getCase', { caseId: newId() }),
    refusedWith('dunning_case_not_found'),
  )
})

test('the case ends when nothing in it is open, with the lawyers it stays with them, and what was begun by invoice ends', async () => {
  const of = await scene()
  const second = await another(of, 'DE-2026-00079', '2026-05-02')
  await openCases(of)
  const { id: caseId } = await caseOf(of)
  const byInvoice = await of.as.billing.run('collections.assessCase', { invoiceId: second })
  assert.deepEqual(
    [byInvoice.caseId, byInvoice.settled],
    [caseId, true],
    'an earlier process has nothing left to follow',
  )
  assert.equal((await caseOf(of)).state, 'reminding', 'but the case goes on')
  await of.pay(of.euroInvoice, '6307.00')
  assert.equal((await assess(of)).settled, false, 'one is still open')
  await decide(of, 'legal')
  await another(of, 'DE-2026-00080', '2026-05-03', second)
  assert.deepEqual(await of.as.billing.run('collections.openCases', {}), { opened: 1, joined: 1 })
  assert.equal((await caseOf(of, second)).id, caseId, 'what the lawyers have stays there')
  await assert.rejects(of.as.billing.run('collections.assessCase', {}), refusedWith('invalid_input'))
})

test('a case that an earlier version has written to is followed when its last letter is two weeks old', async () => {
  const of = await scene()
  await openCases(of)
  const { id: caseId } = await caseOf(of)
  await remind(of)
  await of.house.tx((tx) =>
    tx.run(sql`update collections.client_case set followed_on = null where id = ${caseId}`),
  )
  today('2026-05-24')
  assert.equal(await openCases(of), 0)
  today('2026-05-25')
  assert.equal(await openCases(of), 1)
})
