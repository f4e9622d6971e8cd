import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import type { Context } from '#kernel/handle.ts'
import { newId } from '#kernel/id.ts'
import { money, parseMoney } from '#kernel/money.ts'
import { openPool } from '#kernel/pool.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql } from '#kernel/sql.ts'
import { createTestDatabase } from '#test/database.ts'
import { smallHouse } from '#test/small-house.ts'
import { workCommand } from '#test/work-command.ts'
import * as addAccount from './add-account.ts'
import * as closePeriod from './close-period.ts'
import type { NewEntry, NewLine } from './entry.ts'
import * as getEntry from './get-entry.ts'
import { contractBalances, controlBalances, openBook, post, postFromSelect, reverseEntries } from './index.ts'
import * as listPeriods from './list-periods.ts'
import * as trialBalance from './trial-balance.ts'

const database = await createTestDatabase()
const pool = openPool(database.url)
test.after(() => pool.end())
const work = workCommand()
const small = smallHouse(pool, {
  ...addAccount,
  ...closePeriod,
  ...getEntry,
  ...listPeriods,
  ...trialBalance,
  ...work.handlers,
})
const { run, ask } = small

const doing = <T>(what: (ctx: Context) => Promise<T>) => work.in(small, what)

async function newBook(currency = 'EUR'): Promise<string> {
  const id = newId()
  await doing((ctx) =>
    openBook(ctx.tx, { id, name: `Book ${id}`, currency, startsOn: '2026-01-01', chart: 'services' }),
  )
  return id
}

const eur = (text: string) => parseMoney(text, 'EUR') ?? money(0n, 'EUR')
const line = (role: string, amount: string, more: Partial<NewLine> = {}): NewLine => ({
  account: { role },
  amount: eur(amount),
  functional: eur(amount).minor,
  ...more,
})
const cost = (bookId: string, more: Partial<NewEntry> = {}): NewEntry => ({
  bookId,
  date: '2026-03-10',
  subledger: 'cost',
  description: 'Approved time',
  source: { type: 'actual', id: randomUUID() },
  rule: 'cost',
  lines: [line('project_cost', '50.00'), line('cost_absorption', '-50.00')],
  ...more,
})

const refusedWith = (code: string) => (error: unknown) => error instanceof Refused && error.code === code

test('an entry names the command that posted it', async () => {
  const bookId = await newBook()
  const [posted, journalId] = await doing(
    async (ctx) => [await post(ctx, [cost(bookId)]), ctx.journalId] as const,
  )
  const entry = (await ask('ledger.getEntry', { entryId: posted[0]?.id ?? '' })) as {
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
    post(ctx, [cost(one), cost(other), cost(one, { date: '2027-01-05' }), cost(one)]),
  )
  assert.deepEqual(
    first.map((entry) => entry.number),
    ['2026-1', '2026-1', '2027-1', '2026-2'],
  )
  const next = await doing((ctx) => post(ctx, [cost(one)]))
  assert.equal(next[0]?.number, '2026-3')
})

test('a second delivery of the same event posts nothing and leaves no gap', async () => {
  const bookId = await newBook()
  const event = cost(bookId)
  const first = await doing((ctx) => post(ctx, [event]))
  const again = await doing((ctx) => post(ctx, [event, cost(bookId)]))
  assert.deepEqual(again[0], { ...first[0], isNew: false })
  assert.equal(again[1]?.number, '2026-2')
  const { rows } = await database.owner.query(
    'select count(*)::int as n from ledger.entry where book_id = $1',
    [bookId],
  )
  assert.equal(rows[0]?.n ?? 0, 0, 'the owner sees no tenant either')
})

test('the same event delivered by many at once is posted once', async () => {
  const bookId = await newBook()
  const event = cost(bookId)
  const answers = await Promise.all(
    Array.from({ length: 6 }, () => {
      const each = workCommand()
      return each.in(smallHouseWith(each), (ctx) => post(ctx, [event]))
    }),
  )
  assert.equal(answers.filter(([entry]) => entry?.isNew).length, 1)
  assert.equal(new Set(answers.map(([entry]) => entry?.id)).size, 1)
  const [next] = await doing((ctx) => post(ctx, [cost(bookId)]))
  assert.equal(next?.number, '2026-2')
})

function smallHouseWith(each: ReturnType<typeof workCommand>) {
  return { house: smallHouse(pool, each.handlers).house, somebody: small.somebody }
}

test('a rule that does not balance is a fault, in any currency and in the functional one', async () => {
  const bookId = await newBook()
  const uneven: NewLine[][] = [
    [line('project_cost', '50.00'), line('cost_absorption', '-49.99')],
    [line('project_cost', '50.00', { amount: money(50_00n, 'USD') }), line('cost_absorption', '-50.00')],
    [line('project_cost', '50.00', { functional: 51_00n }), line('cost_absorption', '-50.00')],
    [line('project_cost', '0.00'), line('cost_absorption', '0.00')],
  ]
  for (const lines of uneven) {
    await assert.rejects(
      doing((ctx) => post(ctx, [cost(bookId, { lines })])),
      /does not balance/,
    )
  }
})

test('the database refuses an uneven entry at commit, whoever writes it', async () => {
  const bookId = await newBook()
  const selects = (amounts: readonly (readonly [number, string, number])[]) => {
    const id = newId()
    return {
      entries: sql`select ${id}::uuid as id, ${bookId}::uuid as book_id, '2026-03-10'::date as date, 'cost' as subledger,
        'By hand' as description, 'test' as source_type, ${id}::uuid as source_id, 'r' as rule, null::uuid as reverses_id`,
      lines: sql`select ${id}::uuid as entry_id, line_no::integer, 'project_cost' as role, null as account, amount_minor, currency,
        functional_minor, null::numeric as rate, null::uuid as client_id, null::uuid as contract_id, null::uuid as project_id,
        null::uuid as person_id, null as practice, null as region, null as document_type, null::uuid as document_id
        from unnest(${amounts.map((one) => one[0])}::bigint[], ${amounts.map((one) => one[1])}::text[], ${amounts.map((one) => one[2])}::bigint[])
        with ordinality as given (amount_minor, currency, functional_minor, line_no)`,
    }
  }
  const cases = [
    [[[5000, 'EUR', 5000]], /does not balance: 1 lines/],
    [
      [
        [5000, 'EUR', 5000],
        [-4999, 'EUR', -4999],
      ],
      /uneven in minor units: EUR 1/,
    ],
    [
      [
        [5000, 'USD', 4500],
        [-5000, 'USD', -4501],
      ],
      /functional -1/,
    ],
    [
      [
        [5000, 'USD', 4500],
        [-4500, 'EUR', -4500],
      ],
      /uneven/,
    ],
    [
      [
        [5000, 'EUR', 4500],
        [-5000, 'EUR', -4500],
      ],
      /does not fit its entry or account/,
    ],
  ] as const
  for (const [amounts, message] of cases) {
    await assert.rejects(
      doing((ctx) => postFromSelect(ctx, selects(amounts))),
      message,
    )
  }
  assert.deepEqual(
    await doing((ctx) =>
      postFromSelect(
        ctx,
        selects([
          [5000, 'USD', 4500],
          [-5000, 'USD', -4500],
        ]),
      ),
    ),
    {
      entries: 1n,
      lines: 2n,
    },
  )
})

test('entries and lines are never changed, and no line joins an entry later', async () => {
  const bookId = await newBook()
  const [posted] = await doing((ctx) => post(ctx, [cost(bookId)]))
  const later = [
    sql`update ledger.line set amount_minor = 1 where entry_id = ${posted?.id}`,
    sql`delete from ledger.entry where id = ${posted?.id}`,
    sql`insert into ledger.line (entry_id, line_no, book_id, account, date, amount_minor, currency, functional_minor)
      values (${posted?.id}, 3, ${bookId}, '5000', '2026-03-10', 1, 'EUR', 1), (${posted?.id}, 4, ${bookId}, '5000', '2026-03-10', -1, 'EUR', -1)`,
  ]
  for (const statement of later) {
    await assert.rejects(
      doing((ctx) => ctx.tx.run(statement)),
      /append-only|does not fit its entry/,
    )
  }
})

test('an entry is refused where the book says no', async () => {
  const bookId = await newBook()
  await run('ledger.addAccount', {
    bookId,
    code: '1001',
    name: 'Bank, dollars',
    type: 'asset',
    control: 'bank',
    currency: 'USD',
  })
  const cases: [Partial<NewEntry>, string][] = [
    [{ date: '2025-12-31' }, 'before_book_starts'],
    [{ lines: [line('goodwill', '1.00'), line('bank', '-1.00')] }, 'account_role_unmapped'],
    [
      { lines: [{ ...line('bank', '1.00'), account: { code: '9999' } }, line('bank', '-1.00')] },
      'account_not_found',
    ],
    [
      { lines: [{ ...line('bank', '1.00'), account: { code: '1001' } }, line('bank', '-1.00')] },
      'account_currency_mismatch',
    ],
  ]
  for (const [more, code] of cases) {
    await assert.rejects(
      doing((ctx) => post(ctx, [cost(bookId, more)])),
      refusedWith(code),
    )
  }
  await assert.rejects(
    doing((ctx) => post(ctx, [cost(newId())])),
    refusedWith('book_not_found'),
  )
  await assert.rejects(
    doing((ctx) =>
      openBook(ctx.tx, {
        id: bookId,
        name: 'Again',
        currency: 'EUR',
        startsOn: '2026-01-01',
        chart: 'services',
      }),
    ),
    refusedWith('book_already_open'),
  )
})

test('a line on a control account names whose balance it is', async () => {
  const bookId = await newBook()
  const lines = [line('unbilled_receivable', '75.00'), line('revenue_time', '-75.00')]
  await assert.rejects(
    doing((ctx) => post(ctx, [cost(bookId, { lines })])),
    /line_names_its_subledger/,
  )
})

test('a closed period takes nothing, a soft-closed one nothing of the locked subledger', async () => {
  const bookId = await newBook()
  const { items } = (await ask('ledger.listPeriods', { bookId })) as {
    items: { id: string; month: string }[]
  }
  const idOf = (month: string) => items.find((period) => period.month === month)?.id ?? ''
  await run('ledger.closePeriod', { periodId: idOf('2026-03'), subledger: 'cost' })
  await assert.rejects(
    doing((ctx) => post(ctx, [cost(bookId)])),
    refusedWith('period_closed'),
  )
  await doing((ctx) => post(ctx, [cost(bookId, { subledger: 'general' })]))
  for (const month of ['2026-01', '2026-02', '2026-03'])
    await run('ledger.closePeriod', { periodId: idOf(month) })
  await assert.rejects(
    doing((ctx) => post(ctx, [cost(bookId, { subledger: 'general' })])),
    refusedWith('period_closed'),
  )
  await doing((ctx) => post(ctx, [cost(bookId, { date: '2026-04-01' })]))
})

test('whoever posts while a period is closed is either in it or refused, never behind it', async () => {
  const bookId = await newBook()
  const { items } = (await ask('ledger.listPeriods', { bookId })) as {
    items: { id: string; month: string }[]
  }
  const january = items.find((period) => period.month === '2026-01')?.id ?? ''
  const postInJanuary = async () => {
    const each = workCommand()
    return each.in(smallHouseWith(each), (ctx) => post(ctx, [cost(bookId, { date: '2026-01-20' })]))
  }
  const posting = Array.from({ length: 8 }, postInJanuary)
  const closing = run('ledger.closePeriod', { periodId: january })
  const outcomes = await Promise.allSettled([...posting, ...Array.from({ length: 8 }, postInJanuary)])
  await closing
  const refused = outcomes.filter((one) => one.status === 'rejected')
  assert.ok(refused.every((one) => refusedWith('period_closed')(one.reason)))
  await doing(async ({ tx }) => {
    const { count, newest } = await tx.one(sql<{ count: bigint; newest: bigint | null }>`
      select count(*) as count, max(number) as newest
      from ledger.entry
      where book_id = ${bookId}`)
    assert.deepEqual([count, newest ?? 0n], [BigInt(outcomes.length - refused.length), count])
  })
  await assert.rejects(postInJanuary(), refusedWith('period_closed'))
})

test('a room reverses its entry once, in an open period, and the original stays', async () => {
  const bookId = await newBook()
  const [posted] = await doing((ctx) => post(ctx, [cost(bookId)]))
  const id = posted?.id ?? ''
  const [reversal] = await doing((ctx) => reverseEntries(ctx, [id], { date: '2026-04-02' }))
  const original = (await ask('ledger.getEntry', { entryId: id })) as {
    reversedById: string
    date: string
    lines: object[]
  }
  assert.equal(original.reversedById, reversal?.id)
  assert.equal(original.date, '2026-03-10')
  assert.equal(original.lines.length, 2)
  await assert.rejects(
    doing((ctx) => reverseEntries(ctx, [id], { date: '2026-04-02' })),
    refusedWith('entry_already_reversed'),
  )
  await assert.rejects(
    doing((ctx) => reverseEntries(ctx, [newId()], { date: '2026-04-02' })),
    refusedWith('entry_not_found'),
  )
})

test('the balances of control accounts are told by contract and by document', async () => {
  const bookId = await newBook()
  const [clientId, contractId, other, invoice] = [newId(), newId(), newId(), newId()]
  const about = (contract: string) => ({ clientId, contractId: contract })
  const document = { type: 'invoice', id: invoice }
  await doing((ctx) =>
    post(ctx, [
      cost(bookId, {
        lines: [
          line('unbilled_receivable', '75.00', about(contractId)),
          line('revenue_time', '-75.00', about(contractId)),
        ],
      }),
      cost(bookId, {
        lines: [
          line('unbilled_receivable', '20.00', about(other)),
          line('revenue_time', '-20.00', about(other)),
        ],
      }),
      cost(bookId, {
        lines: [
          line('receivable', '75.00', { ...about(contractId), document }),
          line('unbilled_receivable', '-75.00', about(contractId)),
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
  const stranger = { ...small.somebody, tenantId: randomUUID() }
  await assert.rejects(
    ask('ledger.trialBalance', { bookId, to: '2026-12-31' }, stranger),
    refusedWith('book_not_found'),
  )
})
