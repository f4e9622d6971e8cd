/** The posting rules against figures that others published. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { imbalanceOf, type NewLine } from '../entry.ts'
import { accrualBilled, assetBilled, billedInAdvance, credited, creditLost } from './billing.ts'
import { costAbsorbed, revenueAccrued, revenueAtPoint, revenueOverTime, revenueRatable } from './earning.ts'
import { nothing, type Valued } from './posting-rule.ts'
import { receiptUnapplied, receivableSettled, unappliedSettled } from './receipts.ts'

const about = {}
/** Whole units, in the functional currency unless a value is given. */
const worth = (amount: number, currency = 'EUR', functional = amount): Valued => ({
  amount: { minor: BigInt(amount) * 100n, currency },
  functional: BigInt(functional) * 100n,
})
const none = nothing('EUR')

/** Functional sums by role, in whole units, without what comes out even. */
function sums(...entries: readonly NewLine[][]): Record<string, number> {
  const byRole = new Map<string, bigint>()
  for (const line of entries.flat()) {
    const role = 'role' in line.account ? line.account.role : line.account.code
    byRole.set(role, (byRole.get(role) ?? 0n) + line.functional)
  }
  return Object.fromEntries(
    [...byRole].filter(([, sum]) => sum !== 0n).map(([role, sum]) => [role, Number(sum) / 100]),
  )
}

test('an hour of cost 50 and price 75 leaves a profit of 25 (Dynamics 365, project accounting)', () => {
  const cost = costAbsorbed.lines({ cost: worth(50), about })
  const revenue = revenueAccrued.lines({
    revenue: worth(75),
    revenueRole: 'revenue_time',
    conditional: false,
    about,
  })
  assert.deepEqual(sums(cost), { project_cost: 50, cost_absorption: -50 })
  assert.deepEqual(sums(revenue), { unbilled_receivable: 75, revenue_time: -75 })
})

test('an accrual of 100 billed with 20 tax leaves revenue 100 and nothing unbilled (Dynamics 365, revenue recognition)', () => {
  const accrued = revenueAccrued.lines({
    revenue: worth(100),
    revenueRole: 'revenue_time',
    conditional: false,
    about,
  })
  const billed = accrualBilled.lines({ gross: worth(120), tax: worth(20), unbilled: worth(100), about })
  assert.deepEqual(sums(billed), { receivable: 120, unbilled_receivable: -100, output_tax: -20 })
  assert.deepEqual(sums(accrued, billed), { receivable: 120, output_tax: -20, revenue_time: -100 })
})

test('an accrual must cover what is billed', () => {
  assert.throws(
    () => accrualBilled.lines({ gross: worth(120), tax: worth(20), unbilled: worth(90), about }),
    /does not cover/,
  )
})

const earned = { revenueRole: 'revenue_fixed', asset: none, excess: 'contract_asset', about } as const

test('a cancellable contract paid ahead is a liability until the work is done (IFRS 15, Example 38 case A)', () => {
  const paid = receiptUnapplied.lines({ received: worth(1000), owedAs: 'contract_liability', about })
  const done = revenueAtPoint.lines({ ...earned, revenue: worth(1000), liability: worth(1000) })
  assert.deepEqual(sums(paid), { bank: 1000, contract_liability: -1000 })
  assert.deepEqual(sums(done), { contract_liability: 1000, revenue_fixed: -1000 })
})

test('a non-cancellable contract is a receivable on its due date (IFRS 15, Example 38 case B)', () => {
  const due = billedInAdvance.lines({ gross: worth(1000), tax: none, about })
  const paid = receivableSettled.lines({ received: worth(1000), settled: worth(1000), about })
  const done = revenueAtPoint.lines({ ...earned, revenue: worth(1000), liability: worth(1000) })
  assert.deepEqual(sums(due), { receivable: 1000, contract_liability: -1000 })
  assert.deepEqual(sums(due, paid, done), { bank: 1000, revenue_fixed: -1000 })
})

test('the first product is a contract asset until the second is delivered (IFRS 15, Example 39)', () => {
  const first = revenueAtPoint.lines({ ...earned, revenue: worth(400), liability: none })
  assert.deepEqual(sums(first), { contract_asset: 400, revenue_fixed: -400 })
  const second = revenueAtPoint.lines({ ...earned, revenue: worth(600), liability: none, asset: worth(400) })
  const billed = assetBilled.lines({ gross: worth(1000), tax: none, asset: worth(1000), about })
  assert.deepEqual(sums(second, billed), { receivable: 1000, contract_asset: -400, revenue_fixed: -600 })
})

test('three years of a contract by percentage of completion leave the contract assets of the textbook', () => {
  // Price 1,500,000 by cost to cost; billed 300,000, 575,000 and 625,000 (FAR notes, construction contracts).
  const years = [
    { revenue: 38_888_889n, billed: 300_000, asset: 8_888_889n },
    { revenue: 60_375_817n, billed: 575_000, asset: 11_764_706n },
    { revenue: 50_735_294n, billed: 625_000, asset: 0n },
  ]
  const even = (minor: bigint): Valued => ({ amount: { minor, currency: 'EUR' }, functional: minor })
  let held = 0n
  for (const year of years) {
    const revenue = even(year.revenue)
    const built = revenueOverTime.lines({ ...earned, revenue, liability: none, asset: even(held) })
    const asset = even(held + year.revenue)
    const billed = assetBilled.lines({ gross: worth(year.billed), tax: none, asset, about })
    held += BigInt(Math.round((sums(built, billed)['contract_asset'] ?? 0) * 100))
    assert.equal(held, year.asset)
  }
})

test('revenue uses up the liability before it builds an asset, and gives the asset back first', () => {
  const cases: [number, number, number, Record<string, number>][] = [
    // revenue, liability, asset, what is posted
    [100, 250, 0, { contract_liability: 100, revenue_fixed: -100 }],
    [100, 60, 0, { contract_liability: 60, contract_asset: 40, revenue_fixed: -100 }],
    [100, 0, 30, { contract_asset: 100, revenue_fixed: -100 }],
    [-100, 0, 250, { contract_asset: -100, revenue_fixed: 100 }],
    [-100, 0, 60, { contract_asset: -60, contract_liability: -40, revenue_fixed: 100 }],
  ]
  for (const [revenue, liability, asset, posted] of cases) {
    const facts = { ...earned, revenue: worth(revenue), liability: worth(liability), asset: worth(asset) }
    assert.deepEqual(sums(revenueOverTime.lines(facts)), posted)
  }
})

test('a monthly fee billed for the quarter is earned month by month', () => {
  const billed = billedInAdvance.lines({ gross: worth(357), tax: worth(57), about })
  const months = [300, 200, 100].map((liability) =>
    revenueRatable.lines({
      ...earned,
      revenueRole: 'revenue_recurring',
      revenue: worth(100),
      liability: worth(liability),
    }),
  )
  assert.deepEqual(sums(billed, ...months), { receivable: 357, output_tax: -57, revenue_recurring: -300 })
})

test('billing more than was earned owes the excess, with the exchange difference on what was earned', () => {
  const dollars = nothing('USD')
  const cases: [Parameters<typeof assetBilled.lines>[0], Record<string, number>][] = [
    [
      { gross: worth(119), tax: worth(19), asset: worth(40), about },
      { receivable: 119, contract_asset: -40, contract_liability: -60, output_tax: -19 },
    ],
    [
      { gross: worth(100, 'USD', 90), tax: dollars, asset: worth(100, 'USD', 85), about },
      { receivable: 90, contract_asset: -85, exchange_gain: -5 },
    ],
    [
      { gross: worth(100, 'USD', 80), tax: dollars, asset: worth(50, 'USD', 45), about },
      { receivable: 80, contract_asset: -45, contract_liability: -40, exchange_loss: 5 },
    ],
  ]
  for (const [facts, posted] of cases) assert.deepEqual(sums(assetBilled.lines(facts)), posted)
})

test('a credit note takes back the unearned part first, then revenue', () => {
  const cases: [unearned: number, liability: number, Record<string, number>][] = [
    [100, 100, { receivable: -119, contract_liability: 100, output_tax: 19 }],
    [30, 80, { receivable: -119, contract_liability: 30, revenue_fixed: 70, output_tax: 19 }],
    [0, 80, { receivable: -119, revenue_fixed: 100, output_tax: 19 }],
    [100, 40, { receivable: -119, contract_liability: 40, contract_asset: 60, output_tax: 19 }],
  ]
  for (const [unearned, liability, posted] of cases) {
    const revenue = [{ role: 'revenue_fixed', value: worth(100 - unearned), about }]
    const facts = {
      gross: worth(119),
      tax: worth(19),
      unearned: worth(unearned),
      liability: worth(liability),
    }
    assert.deepEqual(sums(credited.lines({ ...facts, unbilled: none, revenue, about })), posted)
  }
})

test('what is not collectable is a loss, less the tax the state gives back', () => {
  const lost = worth(119, 'USD', 107)
  const dollars = worth(0, 'USD')
  assert.deepEqual(sums(creditLost.lines({ lost, tax: dollars, about })), {
    receivable: -107,
    credit_loss: 107,
  })
  const relieved = creditLost.lines({ lost, tax: worth(19, 'USD', 17), about })
  assert.deepEqual(sums(relieved), { receivable: -107, output_tax: 17, credit_loss: 90 })
})

test('work that is credited to be billed again is accrued again, at the value it was accrued with', () => {
  const dollars = worth(0, 'USD')
  const facts = {
    gross: worth(100, 'USD', 95),
    tax: dollars,
    unearned: dollars,
    liability: dollars,
    revenue: [],
  }
  const posted = sums(credited.lines({ ...facts, unbilled: worth(100, 'USD', 90), about }))
  assert.deepEqual(posted, { receivable: -95, unbilled_receivable: 90, exchange_loss: 5 })
})

test('cash for a foreign receivable realises the difference to the rate it was booked with', () => {
  const cases: [Valued, Valued, Record<string, number>][] = [
    [worth(100, 'USD', 90), worth(100, 'USD', 95), { bank: 90, receivable: -95, exchange_loss: 5 }],
    [worth(100, 'USD', 97), worth(100, 'USD', 95), { bank: 97, receivable: -95, exchange_gain: -2 }],
    [worth(100), worth(100), { bank: 100, receivable: -100 }],
    // The dollars arrive on a euro account as 90 euros.
    [worth(90), worth(100, 'USD', 95), { bank: 90, receivable: -95, exchange_loss: 5 }],
  ]
  for (const [received, settled, posted] of cases) {
    const lines = receivableSettled.lines({ received, settled, about })
    assert.deepEqual(sums(lines), posted)
    assert.equal(imbalanceOf(lines), null)
  }
})

test('cash nobody has matched waits as a liability and settles later at the value it was booked with', () => {
  const waiting = receiptUnapplied.lines({ received: worth(100, 'USD', 90), owedAs: 'unapplied_cash', about })
  const applied = unappliedSettled.lines({
    unapplied: worth(100, 'USD', 90),
    settled: worth(100, 'USD', 95),
    about,
  })
  assert.deepEqual(sums(waiting), { bank: 90, unapplied_cash: -90 })
  assert.deepEqual(sums(waiting, applied), { bank: 90, receivable: -95, exchange_loss: 5 })
})

test('what was paid in advance is earned at the rate of the advance (IFRIC 22, Example 2)', () => {
  // 40 received at 6, goods worth 100 delivered at 8: revenue is 40 x 6 + 60 x 8, without an exchange difference.
  const done = revenueAtPoint.lines({
    ...earned,
    revenue: worth(100, 'USD', 800),
    liability: worth(40, 'USD', 240),
    asset: nothing('USD'),
  })
  assert.deepEqual(sums(done), { contract_liability: 240, contract_asset: 480, revenue_fixed: -720 })
})

test('whatever the amounts and rates, a rule balances in both currencies', () => {
  const valued = fc
    .record({ minor: fc.bigInt({ min: 0n, max: 10n ** 12n }), rate: fc.bigInt({ min: 1n, max: 5000n }) })
    .map(
      ({ minor, rate }): Valued => ({
        amount: { minor, currency: 'USD' },
        functional: (minor * rate) / 1000n,
      }),
    )
  fc.assert(
    fc.property(valued, valued, valued, (one, two, three) => {
      const facts = { ...earned, revenue: one, liability: two, asset: three }
      const back = { amount: { minor: -one.amount.minor, currency: 'USD' }, functional: -one.functional }
      const tax = {
        amount: { minor: one.amount.minor / 6n, currency: 'USD' },
        functional: one.functional / 6n,
      }
      const entries = [
        revenueOverTime.lines(facts),
        revenueOverTime.lines({ ...facts, revenue: back }),
        assetBilled.lines({ gross: one, tax, asset: two, about }),
        credited.lines({
          ...{ gross: one, tax, unbilled: none, liability: two, about },
          unearned: { amount: { ...one.amount, minor: one.amount.minor - tax.amount.minor }, functional: 7n },
          revenue: [],
        }),
        receivableSettled.lines({ received: { ...one, functional: three.functional }, settled: one, about }),
      ]
      for (const lines of entries) assert.equal(imbalanceOf(lines), null)
    }),
  )
})
