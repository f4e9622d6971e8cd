/** The books as people read and keep them, run by those who may. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { newId } from '#kernel/id.ts'
import { Refused } from '#kernel/refusal.ts'
import { inTransaction } from '#kernel/run.ts'
import { openTestHouse, type TestHouse } from '#test/house.ts'
import { openBook } from './index.ts'

const house = await openTestHouse()
const controller = house.as('controller')
const refusedWith = (code: string) => (error: unknown) => error instanceof Refused && error.code === code

async function newBook(of: TestHouse = house, currency = 'EUR'): Promise<string> {
  const id = newId()
  await inTransaction(of.house.pool, 'begin', async (tx) => {
    await tx.openTenant(of.tenantId)
    await openBook(tx, { id, name: 'Muster GmbH', currency, startsOn: '2026-01-01', chart: 'services' })
  })
  return id
}

const eur = (amount: string) => ({ amount, currency: 'EUR' })
const byHand = (bookId: string, date: string, debit: string, credit: string, amount: string) => ({
  bookId,
  date,
  description: `${debit} from ${credit}`,
  lines: [
    { account: debit, amount: eur(amount) },
    { account: credit, amount: eur(`-${amount}`) },
  ],
})
const postByHand = (bookId: string, date: string, debit: string, credit: string, amount: string) =>
  controller.run('ledger.post', byHand(bookId, date, debit, credit, amount))
const periodOf = async (bookId: string, month: string) => {
  const { items } = await controller.ask('ledger.listPeriods', { bookId })
  return items.find((period: { month: string }) => period.month === month)
}

test('an entry posted by hand changes the trial balance, and its totals stay equal', async () => {
  const bookId = await newBook()
  await postByHand(bookId, '2026-01-15', '1000', '3000', '25000.00')
  await postByHand(bookId, '2026-02-10', '6100', '1000', '1200.00')
  await postByHand(bookId, '2026-02-20', '6100', '1000', '300.00')
  const rows = (balance: { rows: Record<string, { amount: string } & string>[] }) =>
    balance.rows.map((row) => [
      row['account'],
      row['opening']?.amount,
      row['debit']?.amount,
      row['credit']?.amount,
      row['closing']?.amount,
    ])
  const months = await controller.ask('ledger.trialBalance', { bookId, from: '2026-02-01', to: '2026-02-28' })
  assert.deepEqual(rows(months), [
    ['1000', '25000.00', '0.00', '1500.00', '23500.00'],
    ['3000', '-25000.00', '0.00', '0.00', '-25000.00'],
    ['6100', '0.00', '1500.00', '0.00', '1500.00'],
  ])
  const days = await controller.ask('ledger.trialBalance', { bookId, from: '2026-02-11', to: '2026-02-19' })
  assert.deepEqual(rows(days), [
    ['1000', '23800.00', '0.00', '0.00', '23800.00'],
    ['3000', '-25000.00', '0.00', '0.00', '-25000.00'],
    ['6100', '1200.00', '0.00', '0.00', '1200.00'],
  ])
  const year = await controller.ask('ledger.trialBalance', { bookId, to: '2026-12-31' })
  assert.deepEqual([year.debit, year.credit, year.closing.amount], [eur('26500.00'), eur('26500.00'), '0.00'])
})

test('an entry by hand is refused with the difference, the missing value, or the account that is kept by a subledger', async () => {
  const bookId = await newBook()
  const good = byHand(bookId, '2026-01-15', '6100', '1000', '10.00')
  const [first, second] = good.lines
  await assert.rejects(
    controller.run('ledger.post', { ...good, lines: [first, { account: '1000', amount: eur('-9.99') }] }),
    (error) =>
      error instanceof Refused &&
      error.code === 'entry_unbalanced' &&
      error.detail['difference'] === 'EUR 0.01',
  )
  const dollars = { account: '6100', amount: { amount: '10.00', currency: 'USD' } }
  const cases: [object, string][] = [
    [{ ...good, lines: [dollars, second] }, 'line_not_valued'],
    [{ ...good, lines: [{ ...first, account: '1100' }, second] }, 'control_account'],
    [{ ...good, lines: [{ ...first, account: '8888' }, second] }, 'account_not_found'],
    [{ ...good, date: '2025-01-01' }, 'before_book_starts'],
    [{ ...good, bookId: newId() }, 'book_not_found'],
  ]
  for (const [input, code] of cases) {
    await assert.rejects(controller.run('ledger.post', input), refusedWith(code))
  }
})

test('an entry by hand is reversed in an open period, once', async () => {
  const bookId = await newBook()
  const { entryId } = await postByHand(bookId, '2026-01-15', '6100', '1000', '10.00')
  const period = await periodOf(bookId, '2026-01')
  await controller.run('ledger.closePeriod', { periodId: period.id })
  await assert.rejects(
    controller.run('ledger.reverse', { entryId, date: '2026-01-31' }),
    refusedWith('period_closed'),
  )
  const reversal = await controller.run('ledger.reverse', { entryId, date: '2026-02-01' })
  await assert.rejects(
    controller.run('ledger.reverse', { entryId, date: '2026-02-01' }),
    refusedWith('entry_already_reversed'),
  )
  await assert.rejects(
    controller.run('ledger.reverse', { entryId: newId(), date: '2026-02-01' }),
    refusedWith('entry_not_found'),
  )
  const original = await controller.ask('ledger.getEntry', { entryId })
  assert.equal(original.reversedById, reversal.entryId)
  assert.equal(original.date, '2026-01-15')
  const balance = await controller.ask('ledger.trialBalance', { bookId, to: '2026-12-31' })
  assert.ok(balance.rows.every((row: { closing: { amount: string } }) => row.closing.amount === '0.00'))
})

test('months are closed in their order and reopened by two people, newest first', async () => {
  const bookId = await newBook()
  const [january, february] = [await periodOf(bookId, '2026-01'), await periodOf(bookId, '2026-02')]
  const close = (period: { id: string }) => controller.run('ledger.closePeriod', { periodId: period.id })
  await assert.rejects(close(february), refusedWith('earlier_period_open'))
  await close(january)
  await assert.rejects(close(january), refusedWith('period_already_closed'))
  await assert.rejects(close({ id: newId() }), refusedWith('period_not_found'))
  await close(february)
  await assert.rejects(postByHand(bookId, '2026-02-28', '6100', '1000', '1.00'), refusedWith('period_closed'))
  const ask = (period: { id: string }) =>
    controller.run('ledger.requestReopening', { periodId: period.id, reason: 'A bill came late.' })
  const march = await periodOf(bookId, '2026-03')
  await assert.rejects(ask(january), refusedWith('later_period_closed'))
  await assert.rejects(ask(march), refusedWith('period_already_open'))
  const executive = house.as('executive')
  const reopen = { periodId: february.id }
  await assert.rejects(executive.run('ledger.reopenPeriod', reopen), refusedWith('reopening_not_requested'))
  await ask(february)
  await assert.rejects(controller.run('ledger.reopenPeriod', reopen), (error) => error instanceof Refused)
  await executive.run('ledger.reopenPeriod', reopen)
  await postByHand(bookId, '2026-02-28', '6100', '1000', '1.00')
})

test('a stale reader may not close a period', async () => {
  const bookId = await newBook()
  const period = await periodOf(bookId, '2026-01')
  await controller.run(
    'ledger.closePeriod',
    { periodId: period.id, subledger: 'receivable' },
    { ifMatch: period.revision },
  )
  await assert.rejects(
    controller.run('ledger.closePeriod', { periodId: period.id }, { ifMatch: period.revision }),
    refusedWith('stale_revision'),
  )
})

test('an account is added with its roles, and neither code nor role is taken twice', async () => {
  const bookId = await newBook()
  const fees = { bookId, code: '6910', name: 'Card fees', type: 'expense', roles: ['card_fee'] }
  await controller.run('ledger.addAccount', fees)
  await assert.rejects(controller.run('ledger.addAccount', fees), refusedWith('account_already_exists'))
  await assert.rejects(
    controller.run('ledger.addAccount', { ...fees, code: '6911' }),
    refusedWith('account_role_taken'),
  )
  const { items } = await controller.ask('ledger.listAccounts', {
    bookId,
    type: 'expense',
    sort: '-code',
    limit: 200,
  })
  assert.deepEqual(items.find((one: { code: string }) => one.code === '6910')?.roles, ['card_fee'])
  const books = await controller.ask('ledger.listBooks', { limit: 200 })
  assert.ok(books.items.some((book: { id: string }) => book.id === bookId))
})

test('a statement runs from opening to closing, page by page, each movement with its origin', async () => {
  const bookId = await newBook()
  for (const [date, amount] of [
    ['2026-01-31', '100.00'],
    ['2026-02-01', '10.00'],
    ['2026-02-02', '20.00'],
    ['2026-02-28', '30.00'],
    ['2026-03-01', '1.00'],
  ] as const) {
    await postByHand(bookId, date, '1000', '3000', amount)
  }
  const span = { bookId, account: '1000', from: '2026-02-01', to: '2026-02-28', limit: 2 }
  const first = await controller.ask('ledger.accountStatement', span)
  const second = await controller.ask('ledger.accountStatement', { ...span, cursor: first.nextCursor })
  const items = [...first.items, ...second.items]
  assert.deepEqual(
    items.map((item) => [item.date, item.balance.amount]),
    [
      ['2026-02-01', '110.00'],
      ['2026-02-02', '130.00'],
      ['2026-02-28', '160.00'],
    ],
  )
  assert.deepEqual(
    [first.opening.amount, first.closing.amount, second.nextCursor],
    ['100.00', '160.00', null],
  )
  const entry = await controller.ask('ledger.getEntry', { entryId: items[0].entryId })
  assert.deepEqual(
    [entry.command, entry.source.type, entry.journalId],
    ['ledger.post', 'manual', items[0].journalId],
  )
  await assert.rejects(
    controller.ask('ledger.accountStatement', { ...span, account: '9' }),
    refusedWith('account_not_found'),
  )
  await assert.rejects(
    controller.ask('ledger.accountStatement', { ...span, cursor: 'x' }),
    refusedWith('invalid_cursor'),
  )
})

test('the general ledger is filtered by account and day, and paged', async () => {
  const bookId = await newBook()
  for (const day of ['05', '06', '07']) await postByHand(bookId, `2026-01-${day}`, '6200', '1000', '5.00')
  const filter = { bookId, account: '6200', from: '2026-01-06', limit: 1, sort: '-date' }
  const page = await controller.ask('ledger.generalLedger', filter)
  const next = await controller.ask('ledger.generalLedger', { ...filter, cursor: page.nextCursor })
  assert.deepEqual(
    [page.items[0].date, next.items[0].date, next.nextCursor],
    ['2026-01-07', '2026-01-06', null],
  )
  const whole = await controller.ask('ledger.generalLedger', { bookId, to: '2026-01-06' })
  assert.deepEqual(
    whole.items.map((line: { date: string; account: string }) => [line.date, line.account]),
    [
      ['2026-01-05', '6200'],
      ['2026-01-05', '1000'],
      ['2026-01-06', '6200'],
      ['2026-01-06', '1000'],
    ],
  )
})

test('hledger accepts the export and comes to the same balances', async (t) => {
  const bookId = await newBook()
  await postByHand(bookId, '2026-01-31', '1000', '3000', '100.00')
  await controller.run('ledger.post', {
    bookId,
    date: '2026-01-15',
    description: 'Dollars; at two | rates',
    lines: [
      {
        account: '1000',
        amount: { amount: '100.00', currency: 'USD' },
        functional: eur('90.00'),
        rate: '0.9',
      },
      {
        account: '3000',
        amount: { amount: '-100.00', currency: 'USD' },
        functional: eur('-95.00'),
        rate: '0.95',
      },
      { account: '7010', amount: { amount: '0.00', currency: 'USD' }, functional: eur('5.00') },
    ],
  })
  const { text, fileName } = await controller.ask('ledger.export', {
    bookId,
    from: '2026-01-01',
    to: '2026-12-31',
  })
  assert.equal(fileName, 'muster-gmbh-2026-01-01-to-2026-12-31.journal')
  assert.match(text, /^2026-01-15 \(2026-2\) Dollars at two rates/m)
  for (const [transaction = ''] of text.matchAll(/^\d{4}-.*\n(?: {4}.*\n)+/gm))
    assert.equal(worthOf(transaction), 0n)
  const hledger = (...args: string[]) =>
    spawnSync('hledger', ['-f', '-', ...args], { input: text, encoding: 'utf8' })
  if (hledger('--version').error && !process.env['CI']) {
    t.diagnostic('hledger is not installed here (apt-get install hledger): only our own reading was checked')
    return
  }
  const checked = hledger('check', '--strict', 'ordereddates')
  assert.equal(checked.status, 0, `${checked.error ?? ''}${checked.stderr}`)
  const balances = hledger('balance', '--cost', '--flat', '--no-total', '--output-format', 'csv')
  assert.match(balances.stdout, /"assets:1000 Bank","EUR 190.00"/)
  assert.match(balances.stdout, /"expenses:7010 Exchange losses, realised","EUR 5.00"/)
})

/** What the postings of an exported transaction sum up to in the functional currency, in minor units. */
function worthOf(transaction: string): bigint {
  const postings = transaction.matchAll(/ {2}[A-Z]{3} (-?)([\d.]+)(?: @@ [A-Z]{3} ([\d.]+))?$/gm)
  return [...postings].reduce((sum, [, sign, amount = '', value = amount]) => {
    const minor = BigInt(value.replace('.', ''))
    return sum + (sign === '-' ? -minor : minor)
  }, 0n)
}

test('nobody but those with the role reads or keeps the books', async () => {
  const bookId = await newBook()
  const consultant = house.as('consultant')
  await assert.rejects(
    consultant.ask('ledger.trialBalance', { bookId, to: '2026-12-31' }),
    refusedWith('not_permitted'),
  )
  await assert.rejects(
    consultant.run('ledger.post', byHand(bookId, '2026-01-15', '6100', '1000', '1.00')),
    refusedWith('not_permitted'),
  )
})
