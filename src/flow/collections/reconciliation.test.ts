/** A reconciliation is trusted because it finds what was planted. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { post } from '#engines/ledger'
import { newId } from '#kernel/id.ts'
import { money } from '#kernel/money.ts'
import { sql } from '#kernel/sql.ts'
import { openTestHouse } from '#test/house.ts'
import { openReceivables, type PostedInvoice } from '#test/receivables.ts'
import { inCommand } from '#test/work-command.ts'

const house = await openTestHouse()
const { as, entities, supportInvoices, receive } = await openReceivables(house)
house.clock.now = Temporal.Instant.from('2026-05-20T08:00:00Z')

interface Line {
  readonly what: string
  readonly entityCode: string
  readonly currency: string
  readonly subledger: { amount: string }
  readonly ledger: { amount: string }
  readonly difference: { amount: string }
  readonly functionalDifference: { amount: string } | null
  readonly differing: number
  readonly first: { type: string; id: string }[]
}
const reconcile = (input: object = {}): Promise<{ agrees: boolean; lines: Line[] }> =>
  as.controller.ask('collections.reconcile', input)
const lineOf = async (what: string) =>
  (await reconcile()).lines.find((line) => line.what === what && line.entityCode === 'SG') as Line

const [one, other] = (await supportInvoices(['2026-04-01', '2026-05-04'])) as [PostedInvoice, PostedInvoice]
await receive('500.00')

test('a day of business agrees, account by account, entity by entity and currency by currency', async () => {
  const { agrees, lines } = await reconcile()
  assert.equal(agrees, true)
  assert.deepEqual(
    lines
      .filter(({ entityCode }) => entityCode === 'SG')
      .map((line) => [line.what, line.currency, line.subledger.amount, line.ledger.amount, line.differing]),
    [
      ['receivable', 'USD', '5450.00', '5450.00', 0],
      ['unbilled_receivable', 'USD', '0.00', '0.00', 0],
      ['contract_asset', 'USD', '0.00', '0.00', 0],
      ['contract_liability', 'USD', '5000.00', '5000.00', 0],
      ['output_tax', 'USD', '450.00', '450.00', 0],
      ['unapplied_cash', 'USD', '500.00', '500.00', 0],
    ],
  )
  assert.deepEqual(
    new Set(lines.map(({ entityCode, currency }) => `${entityCode} ${currency}`)),
    new Set(['DE EUR', 'SG USD', 'US USD']),
  )
  const singapore = await reconcile({ entityId: entities.SG })
  assert.ok(singapore.lines.every(({ entityCode }) => entityCode === 'SG'))
})

test('an invoice that says something else than the books is found by name', async (t) => {
  const owner = house.database.admin
  t.after(() => owner.query('update billing.invoice set open_minor = gross_minor where id = $1', [one.id]))
  await owner.query('update billing.invoice set open_minor = open_minor - 100 where id = $1', [one.id])
  const line = await lineOf('receivable')
  assert.equal(line.difference.amount, '-1.00')
  assert.deepEqual([line.differing, line.first.map(({ type, id }) => [type, id])], [1, [['invoice', one.id]]])
  assert.equal((await reconcile()).agrees, false)
})

test('two errors that cancel out are still found', async (t) => {
  const owner = house.database.admin
  const shift = (id: string, by: number) =>
    owner.query(
      'update billing.invoice set functional_open_minor = functional_open_minor + $2 where id = $1',
      [id, by],
    )
  t.after(() => Promise.all([shift(one.id, -50), shift(other.id, 50)]))
  await Promise.all([shift(one.id, 50), shift(other.id, -50)])
  const line = await lineOf('receivable')
  assert.deepEqual(
    [line.difference.amount, line.functionalDifference?.amount, line.differing],
    ['0.00', '0.00', 2],
  )
  assert.equal((await reconcile()).agrees, false)
})

test('an entry that no document stands behind is found in each account it touched', async () => {
  const { clientId } = await house.tx((tx) =>
    tx.one(
      sql<{ clientId: string }>`select client_id as "clientId" from billing.invoice where id = ${one.id}`,
    ),
  )
  assert.equal((await reconcile()).agrees, true)
  const stray = newId()
  const line = (role: string, minor: bigint, document: string) => ({
    account: { role },
    amount: money(minor, 'USD'),
    functional: minor,
    clientId,
    contractId: one.contractId,
    document: { type: document, id: stray },
  })
  await inCommand(house, (ctx) =>
    post(ctx, [
      {
        bookId: entities.SG,
        date: '2026-05-20',
        subledger: 'general',
        description: 'A stray entry',
        source: { type: 'test', id: stray },
        rule: 'stray',
        lines: [
          line('unapplied_cash', 100n, 'receipt'),
          line('contract_asset', 200n, 'invoice'),
          line('unbilled_receivable', 300n, 'invoice'),
          line('receivable', -350n, 'invoice'),
          line('contract_liability', -150n, 'invoice'),
          line('output_tax', -100n, 'invoice'),
        ],
      },
    ]),
  )
  const { lines } = await reconcile()
  assert.deepEqual(
    lines
      .filter(({ entityCode }) => entityCode === 'SG')
      .map((found) => [found.what, found.difference.amount]),
    [
      ['receivable', '3.50'],
      ['unbilled_receivable', '-3.00'],
      ['contract_asset', '-2.00'],
      ['contract_liability', '-1.50'],
      ['output_tax', '-1.00'],
      ['unapplied_cash', '1.00'],
    ],
  )
})

test('a month is checked book by book: what differs, what is not posted, whose time waits; a closed one is done', async () => {
  const check = (input: object = {}) =>
    as.controller.run('collections.checkMonth', { month: '2026-04', ...input })
  const { agrees, lines } = await reconcile()
  const { books } = await check()
  const foreseen = await as.controller.ask('collections.previewClose', { month: '2026-04' })
  assert.deepEqual(foreseen, { month: '2026-04', books })
  assert.deepEqual(
    books.map(({ entityCode }: { entityCode: string }) => entityCode),
    Object.keys(entities).sort(),
  )
  for (const { entityCode, differing } of books) {
    const own = lines.filter((line) => line.entityCode === entityCode)
    assert.equal(
      differing,
      own.reduce((sum, line) => sum + line.differing, 0),
    )
  }
  assert.equal(agrees, false, 'the plant of the tests before is still there')
  const [first] = (await check({ entityId: entities.SG })).books
  const { items } = await as.controller.ask('ledger.listPeriods', { bookId: entities.SG, limit: 200 })
  for (const { id, month, state } of items)
    if (month <= '2026-04' && state !== 'closed')
      await as.controller.run('ledger.closePeriod', { periodId: id })
  assert.ok(items.some(({ id }: { id: string }) => id === first.periodId))
  assert.deepEqual((await check({ entityId: entities.SG })).books, [])
})
