/**
 * The fifth of a month: revenue is recognised by itself, a stray entry is found in one of the books before it is closed,
 * and the month is closed with the last of them.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { post } from '#engines/ledger'
import { fireDueTimers } from '#engines/process'
import { newId } from '#kernel/id.ts'
import { money } from '#kernel/money.ts'
import { deployShippedModels } from '../../src/server/shipped-models.ts'
import { openTestHouse } from '../house.ts'
import { openReceivables, type PostedInvoice } from '../receivables.ts'
import { inCommand } from '../work-command.ts'

const house = await openTestHouse()
const { as, entities, clients, supportInvoices } = await openReceivables(house)
const [invoice] = (await supportInvoices(['2026-04-01'])) as [PostedInvoice]
await as.controller.run('revenue.plan', { contractIds: [invoice.contractId] })
house.clock.now = Temporal.Instant.from('2026-05-04T08:00:00Z')
await deployShippedModels(house.house, house.tenantId, house.clock.now)
const { controller, administrator } = as

interface Period {
  readonly id: string
  readonly month: string
  readonly state: string
}
const periodsOf = async (bookId: string): Promise<Period[]> =>
  (await controller.ask('ledger.listPeriods', { bookId, limit: 200 })).items
for (const bookId of Object.values(entities))
  for (const { id, month } of (await periodsOf(bookId)).toSorted((a, b) => a.month.localeCompare(b.month)))
    if (month < '2026-04') await controller.run('ledger.closePeriod', { periodId: id })

/** Books an amount on the receivables of SG that no invoice stands behind. */
const stray = newId()
const book = (minor: bigint) => {
  const line = (role: string, amount: bigint) => ({
    ...{ account: { role }, amount: money(amount, 'USD'), functional: amount },
    ...{ clientId: clients.SG, contractId: invoice.contractId, document: { type: 'invoice', id: stray } },
  })
  const entry = {
    ...{
      bookId: entities.SG,
      date: '2026-04-30',
      subledger: 'general' as const,
      description: 'A stray entry',
    },
    ...{ source: { type: 'test', id: newId() }, rule: 'stray' },
    lines: [line('receivable', minor), line('contract_liability', -minor)],
  }
  return inCommand(house, (ctx) => post(ctx, [entry]))
}

/** The open tasks of the close: where, and of which book. */
const tasks = async () => {
  const { items } = await controller.ask('tasks.list', { processKey: 'book-close', limit: 200 })
  return Promise.all(
    items.map(async ({ id, node }: { id: string; node: string }) => {
      const { variables } = await controller.ask('tasks.get', { taskId: id })
      return { id, node, entity: variables.entity as string, variables }
    }),
  )
}
const close = async (bookId: string, subledger?: string) => {
  const period = (await periodsOf(bookId)).find(({ month }) => month === '2026-04')
  await controller.run('ledger.closePeriod', { periodId: period?.id, ...(subledger && { subledger }) })
}
const instance = async () =>
  (await administrator.ask('processes.instances', { key: 'period-close' })).items[0]

test('on the fifth of May the revenue of April is recognised and each open book waits for the controller', async () => {
  await book(100n)
  house.clock.now = Temporal.Instant.from('2026-05-05T06:00:00Z')
  await fireDueTimers(house.house, house.clock.now)
  const { variables } = await administrator.ask('processes.instance', { instanceId: (await instance()).id })
  assert.deepEqual([variables.month, variables.recognised > 0], ['2026-04', true])
  assert.deepEqual((await tasks()).map(({ entity, node }) => [entity, node]).sort(), [
    ['DE', 'close_period'],
    ['SG', 'find_difference'],
    ['US', 'close_period'],
  ])
})

test('a book closed for one subledger only is asked for again', async () => {
  await close(entities.DE, 'revenue')
  assert.ok((await tasks()).some(({ entity, node }) => entity === 'DE' && node === 'close_period'))
})

test('the book that differs is closed once the stray entry is undone', async () => {
  const find = async () => (await tasks()).find(({ entity }) => entity === 'SG')
  const first = await find()
  await controller.run('tasks.complete', { taskId: first?.id })
  assert.equal((await find())?.node, 'find_difference', 'nothing was mended')
  await book(-100n)
  await controller.run('tasks.complete', { taskId: (await find())?.id })
  const mended = await find()
  assert.deepEqual([mended?.node, mended?.variables['differing']], ['close_period', 0])
})

test('with its last book the month is closed, and the way there is explained step by step', async () => {
  for (const bookId of Object.values(entities)) await close(bookId)
  assert.deepEqual(await tasks(), [])
  const { id, status } = await instance()
  assert.equal(status, 'completed')
  const { steps } = await administrator.ask('processes.explain', { instanceId: id })
  const path = steps
    .map(({ node }: { node: string }) => node)
    .filter((node: string) => node !== 'close_books')
  assert.deepEqual(path.slice(1), [
    'month_over',
    'set_month',
    'review_revenue',
    'check_books',
    'month_closed',
  ])
  const { called } = await administrator.ask('processes.instance', { instanceId: id })
  const books = called.filter(({ key }: { key: string }) => key === 'book-close')
  assert.equal(books.length, 3)
  for (const { id: calledId } of books) {
    const { steps: round } = await administrator.ask('processes.explain', { instanceId: calledId })
    const end = round.find(({ node }: { node: string }) => node === 'book_closed')
    assert.equal(end.via, 'closed: periodState = "closed"')
  }
  assert.deepEqual((await administrator.ask('incidents.list', { open: true })).items, [])
})
