/** Random histories of a book: whatever is posted, delivered twice and reversed, the books hold together. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Context } from '#kernel/handle.ts'
import { newId } from '#kernel/id.ts'
import { openPool } from '#kernel/pool.ts'
import { sql } from '#kernel/sql.ts'
import { createTestDatabase } from '#test/database.ts'
import { smallHouse } from '#test/small-house.ts'
import { workCommand } from '#test/work-command.ts'
import type { NewEntry } from './entry.ts'
import { openBook, post, reverseEntries } from './index.ts'
import * as trialBalance from './trial-balance.ts'

const database = await createTestDatabase()
const pool = openPool(database.url)
test.after(() => pool.end())
const work = workCommand()
const small = smallHouse(pool, { ...trialBalance, ...work.handlers })
const doing = <T>(what: (ctx: Context) => Promise<T>) => work.in(small, what)

const roles = [
  'project_cost',
  'cost_absorption',
  'unbilled_receivable',
  'contract_liability',
  'revenue_time',
  'bank',
]
const contracts = [randomUUID(), randomUUID(), randomUUID()]

const leg = fc.record({
  role: fc.constantFrom(...roles),
  against: fc.constantFrom(...roles),
  contract: fc.constantFrom(...contracts),
  currency: fc.constantFrom('EUR', 'USD', 'JPY'),
  minor: fc.bigInt({ min: 1n, max: 10n ** 9n }),
  rate: fc.bigInt({ min: 1n, max: 200n }),
})
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('post' as const),
      legs: fc.array(leg, { minLength: 1, maxLength: 4 }),
      day: fc.integer({ min: 0, max: 400 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('again' as const), pick: fc.nat() }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('reverse' as const),
      pick: fc.nat(),
      day: fc.integer({ min: 0, max: 400 }),
    }),
  },
)
type Leg = typeof leg extends fc.Arbitrary<infer T> ? T : never

const dayOf = (offset: number) => Temporal.PlainDate.from('2026-01-01').add({ days: offset }).toString()

function entryOf(bookId: string, legs: readonly Leg[], day: number): NewEntry {
  return {
    bookId,
    date: dayOf(day),
    subledger: 'general',
    description: 'Something happened',
    source: { type: 'event', id: randomUUID() },
    rule: 'random',
    lines: legs.flatMap(({ role, against, contract, currency, minor, rate }) => {
      const functional = currency === 'EUR' ? minor : (minor * rate) / 100n
      const about = { contractId: contract, clientId: contract }
      return [
        { ...about, account: { role }, amount: { minor, currency }, functional },
        {
          ...about,
          account: { role: against },
          amount: { minor: -minor, currency },
          functional: -functional,
        },
      ]
    }),
  }
}

test('the trial balance sums to zero and the balances are what the lines say, after any history', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
      const bookId = newId()
      await doing((ctx) =>
        openBook(ctx.tx, {
          id: bookId,
          name: 'Book',
          currency: 'EUR',
          startsOn: '2026-01-01',
          chart: 'services',
        }),
      )
      const posted: { entry: NewEntry; id: string }[] = []
      const reversed = new Set<string>()
      for (const one of steps) {
        if (one.kind === 'post') {
          const entry = entryOf(bookId, one.legs, one.day)
          const [written] = await doing((ctx) => post(ctx, [entry]))
          posted.push({ entry, id: written?.id ?? '' })
          continue
        }
        const chosen = posted[one.pick % Math.max(posted.length, 1)]
        if (!chosen) continue
        if (one.kind === 'again') {
          const [written] = await doing((ctx) => post(ctx, [chosen.entry]))
          assert.deepEqual([written?.id, written?.isNew], [chosen.id, false])
        } else if (!reversed.has(chosen.id)) {
          await doing((ctx) => reverseEntries(ctx, [chosen.id], { date: dayOf(one.day) }))
          reversed.add(chosen.id)
        }
      }
      await holdsTogether(bookId, posted.length + reversed.size)
      const left = posted.filter(({ id }) => !reversed.has(id)).map(({ id }) => id)
      await doing((ctx) => reverseEntries(ctx, left, { date: dayOf(400) }))
      await comesToNothing(bookId)
    }),
    { numRuns: 25 },
  )
})

async function holdsTogether(bookId: string, entries: number): Promise<void> {
  const balance = (await small.ask('ledger.trialBalance', { bookId, to: '2027-12-31' })) as {
    closing: { amount: string }
    debit: object
    credit: object
  }
  assert.equal(balance.closing.amount, '0.00')
  assert.deepEqual(balance.debit, balance.credit)
  await doing(async ({ tx }) => {
    const [numbers, uneven] = [
      await tx.rows(sql<{ year: number; newest: bigint; count: bigint }>`
        select year, max(number) as newest, count(*) as count
        from ledger.entry
        where book_id = ${bookId}
        group by year`),
      await tx.rows(sql`
        select account, date_trunc('month', date::timestamp)::date, currency, client_id, contract_id,
          sum(amount_minor)::bigint, sum(functional_minor)::bigint
        from ledger.line
        where book_id = ${bookId}
        group by 1, 2, 3, 4, 5
        except
        select account, month, currency, client_id, contract_id, debit_minor - credit_minor,
          functional_debit_minor - functional_credit_minor
        from ledger.balance
        where book_id = ${bookId}`),
    ]
    assert.deepEqual(uneven, [])
    for (const year of numbers) assert.equal(year.newest, year.count, 'numbers have no gaps')
    assert.equal(
      numbers.reduce((sum, year) => sum + year.count, 0n),
      BigInt(entries),
    )
  })
}

async function comesToNothing(bookId: string): Promise<void> {
  await doing(async ({ tx }) => {
    const left = await tx.rows(sql`
      select account
      from ledger.balance
      where book_id = ${bookId}
      group by account, currency, client_id, contract_id
      having sum(debit_minor - credit_minor) <> 0 or sum(functional_debit_minor - functional_credit_minor) <> 0`)
    assert.deepEqual(left, [])
  })
}
