/** Posting: what rooms call when money moves. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#kernel/id.ts'
import { money } from '#kernel/money.ts'
import { Refused } from '#kernel/refusal.ts'
import { costEntry, euroLine, openBooks } from '#test/books.ts'
import type { NewEntry, NewLine } from './entry.ts'
import { contractBalances, controlBalances, openBook, post } from './index.ts'

const { house, controller, doing, newBook } = await openBooks()
const refusedWith = (code: string) => (error: unknown) => error instanceof Refused && error.code === code

test('an entry names the command that posted it', async () => {
  const bookId = await newBook()
  const [posted, journalId] = await doing(
    async (ctx) => [await post(ctx, [costEntry(bookId)]), ctx.journalId] as const,
  )
  const entry = (await controller.ask('ledger.getEntry', { entryId: posted[0]?.id ?? '' })) as {
    journalId: string
    command: string
    number: string
    lines: { account: string; amount: { amount: string } }[]
  }
  assert.equal(entry.journalId, journalId)
  assert.equal(entry.command, 'test.work')
  assert.equal(entry.number, '2026-1')
  assert.deepEqual(
    entry.lines.map((one) => [one.account, one.amount.amount]),
    [
      ['5000', '50.00'],
      ['5900', '-50.00'],
    ],
  )
})

test('numbers follow the order of posting, per book and year, without gaps', async () => {
  const [one, other] = [await newBook(), await newBook()]
  const first = await doing((ctx) =>
    post(ctx, [costEntry(one), costEntry(other), costEntry(one, { date: '2027-01-05' }), costEntry(one)]),
  )
  assert.deepEqual(
    first.map((entry) => entry.number),
    ['2026-1', '2026-1', '2027-1', '2026-2'],
  )
  const next = await doing((ctx) => post(ctx, [costEntry(one)]))
  assert.equal(next[0]?.number, '2026-3')
})

test('a second delivery of the same event posts nothing and leaves no gap', async () => {
  const bookId = await newBook()
  const event = costEntry(bookId)
  const first = await doing((ctx) => post(ctx, [event]))
  const again = await doing((ctx) => post(ctx, [event, costEntry(bookId)]))
  assert.deepEqual(again[0], { ...first[0], isNew: false })
  assert.equal(again[1]?.number, '2026-2')
})

test('the same event delivered by many at once is posted once', async () => {
  const bookId = await newBook()
  const event = costEntry(bookId)
  const answers = await Promise.all(Array.from({ length: 6 }, () => doing((ctx) => post(ctx, [event]))))
  assert.equal(answers.filter(([entry]) => entry?.isNew).length, 1)
  assert.equal(new Set(answers.map(([entry]) => entry?.id)).size, 1)
  const [next] = await doing((ctx) => post(ctx, [costEntry(bookId)]))
  assert.equal(next?.number, '2026-2')
})

test('a rule that does not balance is a fault, in any currency and in the functional one', async () => {
  const bookId = await newBook()
  const uneven: NewLine[][] = [
    [euroLine('project_cost', '50.00'), euroLine('cost_absorption', '-49.99')],
    [
      euroLine('project_cost', '50.00', { amount: money(50_00n, 'USD') }),
      euroLine('cost_absorption', '-50.00'),
    ],
    [euroLine('project_cost', '50.00', { functional: 51_00n }), euroLine('cost_absorption', '-50.00')],
    [euroLine('project_cost', '0.00'), euroLine('cost_absorption', '0.00')],
  ]
  for (const lines of uneven) {
    await assert.rejects(
      doing((ctx) => post(ctx, [costEntry(bookId, { lines })])),
      /does not balance/,
    )
  }
})

test('an entry is refused where the book says no', async () => {
  const bookId = await newBook()
  await controller.run('ledger.addAccount', {
    bookId,
    code: '1001',
    name: 'Bank, dollars',
    type: 'asset',
    control: 'bank',
    currency: 'USD',
  })
  const cases: [Partial<NewEntry>, string][] = [
    [{ date: '2025-12-31' }, 'before_book_starts'],
    [
      { lines: [{ ...euroLine('bank', '1.00'), account: { code: '9999' } }, euroLine('bank', '-1.00')] },
      'account_not_found',
    ],
    [
      { lines: [{ ...euroLine('bank', '1.00'), account: { code: '1001' } }, euroLine('bank', '-1.00')] },
      'account_currency_mismatch',
    ],
  ]
  for (const [more, code] of cases) {
    await assert.rejects(
      doing((ctx) => post(ctx, [costEntry(bookId, more)])),
      refusedWith(code),
    )
  }
  await assert.rejects(
    doing((ctx) => post(ctx, [costEntry(newId())])),
    refusedWith('book_not_found'),
  )
  const nowhere = [euroLine('goodwill', '1.00'), euroLine('bank', '-1.00')]
  await assert.rejects(
    doing((ctx) => post(ctx, [costEntry(bookId, { lines: nowhere })])),
    /no account of book .* plays the role goodwill/,
  )
  const again = {
    id: bookId,
    name: 'Again',
    currency: 'EUR',
    startsOn: '2026-01-01',
    chart: 'services',
  } as const
  await assert.rejects(
    doing((ctx) => openBook(ctx.tx, again)),
    /is open already/,
  )
})

test('the balances of control accounts are told by contract and by document', async () => {
  const bookId = await newBook()
  const [clientId, contractId, other, invoice] = [newId(), newId(), newId(), newId()]
  const about = (contract: string) => ({ clientId, contractId: contract })
  const document = { type: 'invoice', id: invoice }
  await doing((ctx) =>
    post(ctx, [
      costEntry(bookId, {
        lines: [
          euroLine('unbilled_receivable', '75.00', about(contractId)),
          euroLine('revenue_time', '-75.00', about(contractId)),
        ],
      }),
      costEntry(bookId, {
        lines: [
          euroLine('unbilled_receivable', '20.00', about(other)),
          euroLine('revenue_time', '-20.00', about(other)),
        ],
      }),
      costEntry(bookId, {
        lines: [
          euroLine('receivable', '75.00', { ...about(contractId), document }),
          euroLine('unbilled_receivable', '-75.00', about(contractId)),
        ],
      }),
    ]),
  )
  await doing(async ({ tx }) => {
    assert.deepEqual(await contractBalances(tx, ['unbilled_receivable', 'receivable'], [contractId]), [
      {
        bookId,
        control: 'receivable',
        contractId,
        currency: 'EUR',
        amountMinor: 7500n,
        functionalMinor: 7500n,
      },
    ])
    const unbilled = (await controlBalances(tx, 'unbilled_receivable', 'contract')).filter(
      (row) => row.bookId === bookId,
    )
    assert.deepEqual(
      unbilled.map((row) => [row.contractId, row.amountMinor]),
      [[other, 2000n]],
    )
    const open = (await controlBalances(tx, 'receivable', 'document')).filter((row) => row.bookId === bookId)
    assert.deepEqual(
      open.map((row) => [row.documentId, row.amountMinor]),
      [[invoice, 7500n]],
    )
  })
})

test('another firm sees nothing of the books', async () => {
  const bookId = await newBook()
  const stranger = await house.otherTenant()
  await assert.rejects(
    stranger.as('controller').ask('ledger.trialBalance', { bookId, to: '2026-12-31' }),
    refusedWith('book_not_found'),
  )
})
