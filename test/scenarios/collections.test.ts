/**
 * An invoice nobody pays: the clock opens the case of its client, the client is written to, disputes a part, which is upheld and
 * credited by two people, promises the rest, breaks the promise, and pays in the end.
 */
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { fireDueTimers } from '#engines/process'
import { sql } from '#kernel/sql.ts'
import { deployShippedModels } from '../../src/server/shipped-models.ts'
import { openBilled } from '../billed-engagement.ts'
import { openTestHouse } from '../house.ts'

const first = await openTestHouse()
first.clock.now = Temporal.Instant.from('2026-03-31T10:00:00Z')
const of = await openBilled(first)
const { house, as, euroInvoice: invoiceId } = of
await deployShippedModels(house.house, house.tenantId, first.clock.now)

const eur = (amount: string) => ({ amount, currency: 'EUR' })
const until = async (moment: string) => {
  first.clock.now = Temporal.Instant.from(moment)
  await fireDueTimers(house.house, first.clock.now)
}
const tasksOf = async (who: 'sales' | 'controller', processKey: string) =>
  (await as[who].ask('tasks.list', { processKey })).items as { id: string; element: string }[]
const letters = async () => {
  const { items } = await as.sales.ask('collections.listCases', { invoiceId })
  const caseId = items[0].id
  return house.tx((tx) =>
    tx.rows(sql<{ subject: string; text: string }>`
      select payload ->> 'subject' as subject, payload ->> 'text' as text
      from exchange.delivery
      where tenant_id = kernel.tenant_id() and object_type = 'dunning_case' and object_id = ${caseId}::text
      order by id`),
  )
}
const instances = async () =>
  (await as.administrator.ask('processes.instances', { key: 'collections', limit: 200 })).items

test('on the morning after it is due the invoice is in the case of its client, who gets a friendly letter', async () => {
  await until('2026-04-30T06:00:00Z')
  assert.deepEqual(await instances(), [])
  await until('2026-05-01T06:00:00Z')
  const { items } = await as.sales.ask('collections.listCases', { invoiceId })
  assert.deepEqual([items[0].state, items[0].reminders, items[0].remindedOn], ['reminding', 1, '2026-05-01'])
  const [item] = (await as.billing.ask('collections.openItems', { clientId: of.client })).items.filter(
    ({ id }: { id: string }) => id === invoiceId,
  )
  assert.deepEqual([item.caseState, item.reminders], ['reminding', 1])
})

test('what the client disputes goes to whoever resolves it, and upheld to the controller as a credit note', async () => {
  const { disputeId } = await as.billing.run('collections.openDispute', {
    invoiceId,
    amount: eur('178.50'),
    cause: 'hours',
    note: 'Two hours more than in the report.',
    lineNos: [3],
  })
  assert.equal((await tasksOf('sales', 'dispute')).length, 1)
  await as.sales.run('collections.resolveDispute', {
    disputeId,
    outcome: 'upheld',
    resolution: 'The two hours were travel.',
  })
  assert.deepEqual(await tasksOf('sales', 'dispute'), [])
  const [asked, ...more] = await tasksOf('controller', 'approval')
  assert.ok(asked && more.length === 0)
  await as.controller.run('tasks.complete', { taskId: asked.id, variables: { decision: 'approved' } })
  assert.deepEqual(await tasksOf('controller', 'approval'), [])
  assert.equal((await as.billing.ask('billing.getInvoice', { invoiceId })).open.amount, '6128.50')
  await of.reconciles()
})

test('ten working days later the second letter speaks of what is left', async () => {
  await until('2026-05-18T12:00:00Z')
  const last = (await letters()).at(-1)
  assert.match(last?.subject ?? '', /^Reminder/)
  assert.match(last?.text ?? '', /6,128\.50/)
})

test('a promise is waited for, and when it is broken sales is asked to speak to the client', async () => {
  await as.sales.run('collections.promisePayment', { invoiceId, dueOn: '2026-06-10', saidBy: 'Petra Vogel' })
  const before = (await letters()).length
  await until('2026-06-03T12:00:00Z')
  assert.equal((await letters()).length, before)
  assert.deepEqual(await tasksOf('sales', 'collections'), [])
  await until('2026-06-18T12:00:00Z')
  const asked = (await tasksOf('sales', 'collections')).length
  assert.ok(asked >= 1)
  await as.sales.run('collections.promisePayment', { invoiceId, dueOn: '2026-06-30', saidBy: 'Petra Vogel' })
  assert.equal(
    (await tasksOf('sales', 'collections')).length,
    asked - 1,
    'what is said of one of its invoices answers the case',
  )
})

test('the money finds its invoice, ends the case, and the books agree', async () => {
  await as.billing.run('collections.recordReceipt', {
    entityId: of.entity,
    clientId: of.client,
    receivedOn: '2026-06-18',
    amount: eur('6128.50'),
    bankReference: 'BK-LATE',
    reference: 'DE-2026-00001',
  })
  const { items } = await as.sales.ask('collections.listCases', { invoiceId })
  assert.equal(items[0].state, 'resolved')
  // The other is that of the invoice in dollars, which is still owed.
  assert.deepEqual((await instances()).map(({ status }: { status: string }) => status).sort(), [
    'active',
    'completed',
  ])
  await of.reconciles()
})

test('what an earlier version began for single invoices ends at its next look, without a letter of its own', async () => {
  first.clock.now = Temporal.Instant.from('2026-03-31T10:00:00Z')
  const other = await openBilled(first)
  const { house: firm } = other
  const program = firm.as(firm.processId)
  await program.run('firm.keepCalendars')
  const read = (name: string) =>
    readFile(new URL(`../../processes/overdue-to-settlement/${name}`, import.meta.url), 'utf8')
  await program.run('decisions.deploy', { xml: await read('dunning-step.dmn') })
  const xml = (await read('collections.bpmn'))
    .replaceAll('caseOpened', 'invoiceOverdue')
    .replaceAll('caseSettled', 'invoicePaid')
    .replaceAll('itemDisputed', 'disputeOpened')
    .replaceAll('caseId', 'invoiceId')
  await program.run('processes.deploy', { resource: 'collections.bpmn', xml })
  first.clock.now = Temporal.Instant.from('2026-05-11T10:00:00Z')
  assert.deepEqual(await other.as.billing.run('collections.openCases', {}), { opened: 2, joined: 2 })
  const { items } = await other.as.administrator.ask('processes.instances', { key: 'collections' })
  assert.deepEqual(
    items
      .map(({ status, businessKey }: { status: string; businessKey: string }) => [status, businessKey])
      .sort(),
    [other.euroInvoice, other.dollarInvoice].map((id) => ['completed', id]).sort(),
  )
  assert.deepEqual((await other.as.administrator.ask('incidents.list', { open: true })).items, [])
  const cases = (await other.as.billing.ask('collections.listCases', { state: 'reminding' })).items
  assert.deepEqual(
    cases.map(({ reminders }: { reminders: number }) => reminders),
    [0, 0],
  )
})
