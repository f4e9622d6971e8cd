import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatMoney, type Money, money } from '#kernel/money.ts'
import {
  convertRate,
  figuresOf,
  type LineTerms,
  percentOf,
  priceLine,
  pricingRefusal,
  sumLines,
} from './pricing.ts'

const usd = (minor: bigint) => money(minor, 'USD')
const line: LineTerms = {
  billingMethod: 'time_and_materials',
  currency: 'USD',
  startsOn: '2026-07-01',
  endsOn: '2026-09-30',
  details: [],
  milestones: [],
}
const effort = { workPackage: 'WP2 Build', roleCode: 'engineer', minutes: 600, costRate: '60' }
const texts = ({ price, listPrice, cost }: { price: Money; listPrice: Money; cost: Money }) =>
  [price, listPrice, cost].map(formatMoney)

test('time and materials are priced by the hour, at agreed rates and at list rates', () => {
  const cases: [string, Partial<LineTerms>, [string, string, string]][] = [
    [
      'ten hours by the card',
      { details: [{ ...effort, cardRate: '130' }] },
      ['1300.00', '1300.00', '600.00'],
    ],
    [
      'five per cent off the card',
      { discountPercent: '5', details: [{ ...effort, cardRate: '130' }] },
      ['1235.00', '1300.00', '600.00'],
    ],
    [
      'a rate agreed by hand stands, discount or not',
      { discountPercent: '5', details: [{ ...effort, cardRate: '130', billRate: '125' }] },
      ['1250.00', '1300.00', '600.00'],
    ],
    [
      'without a card the agreed rate is the list rate',
      { details: [{ ...effort, billRate: '99.99' }] },
      ['999.90', '999.90', '600.00'],
    ],
    [
      'each detail is rounded once, then summed',
      {
        details: [
          { ...effort, minutes: 1, cardRate: '100', costRate: '0' },
          { ...effort, minutes: 1, cardRate: '100', costRate: '0', roleCode: 'architect' },
        ],
      },
      ['3.34', '3.34', '0.00'],
    ],
    [
      'a yen has no cents',
      { currency: 'JPY', details: [{ ...effort, minutes: 90, cardRate: '15000', costRate: '7001' }] },
      ['22500', '22500', '10502'],
    ],
  ]
  for (const [what, change, expected] of cases)
    assert.deepEqual(texts(priceLine({ ...line, ...change })), expected, what)
})

test('a fixed fee is the sum of its milestones, and its list price the effort at the card', () => {
  const milestones = [{ amount: usd(4_800_000n) }, { amount: usd(7_200_000n) }]
  const fixed: LineTerms = { ...line, billingMethod: 'fixed_fee', milestones }
  const cases: [string, LineTerms, [string, string, string]][] = [
    ['no effort planned', fixed, ['120000.00', '120000.00', '0.00']],
    ['effort without a card', { ...fixed, details: [effort] }, ['120000.00', '120000.00', '600.00']],
    [
      'effort at the card',
      { ...fixed, details: [{ ...effort, minutes: 60_000, cardRate: '130' }] },
      ['120000.00', '130000.00', '60000.00'],
    ],
  ]
  for (const [what, terms, expected] of cases) assert.deepEqual(texts(priceLine(terms)), expected, what)
})

test('a recurring fee counts every calendar month it touches', () => {
  const recurring: LineTerms = { ...line, billingMethod: 'recurring_fee', monthlyFee: usd(1_400_000n) }
  const cases: [Partial<LineTerms>, [string, string, string]][] = [
    [{}, ['42000.00', '42000.00', '0.00']],
    [{ endsOn: '2026-12-31' }, ['84000.00', '84000.00', '0.00']],
    [{ startsOn: '2026-07-15', endsOn: '2026-08-02' }, ['28000.00', '28000.00', '0.00']],
    [{ discountPercent: '12.5', details: [effort] }, ['36750.00', '42000.00', '600.00']],
  ]
  for (const [change, expected] of cases)
    assert.deepEqual(texts(priceLine({ ...recurring, ...change })), expected)
})

test('a line that contradicts itself is refused with the reason', () => {
  const eur = money(100n, 'EUR')
  const cases: [Partial<LineTerms>, string | null][] = [
    [{}, null],
    [{ cap: eur }, 'quote_currency_mismatch'],
    [{ price: eur }, 'quote_currency_mismatch'],
    [{ monthlyFee: eur }, 'quote_currency_mismatch'],
    [{ milestones: [{ amount: usd(1n) }, { amount: eur }] }, 'quote_currency_mismatch'],
    [{ cap: usd(0n) }, 'quote_amount_not_positive'],
    [{ monthlyFee: usd(-1n) }, 'quote_amount_not_positive'],
    [{ price: usd(3n), milestones: [{ amount: usd(1n) }, { amount: usd(2n) }] }, null],
    [{ price: usd(4n), milestones: [{ amount: usd(1n) }, { amount: usd(2n) }] }, 'milestones_do_not_sum'],
    [
      {
        details: [
          { ...effort, billRate: '100' },
          { ...effort, billRate: '100.000000' },
        ],
      },
      null,
    ],
    [
      {
        details: [
          { ...effort, billRate: '100' },
          { ...effort, billRate: '101' },
        ],
      },
      'quote_rate_ambiguous',
    ],
    [
      {
        billingMethod: 'fixed_fee',
        details: [
          { ...effort, billRate: '100' },
          { ...effort, billRate: '101' },
        ],
      },
      null,
    ],
  ]
  for (const [change, code] of cases) assert.equal(pricingRefusal({ ...line, ...change })?.code ?? null, code)
})

test('lines in three currencies are converted once each and summed', () => {
  const same = (amount: Money) => ({ price: amount, listPrice: amount, cost: amount })
  const lines = [same(usd(12_000_000n)), same(money(9_999_999n, 'EUR')), same(money(1_000_001n, 'SGD'))]
  const rates: Record<string, string> = { USD: '1', EUR: '1.0825', SGD: '0.7414' }
  const { price } = sumLines(lines, 'USD', (source) => rates[source] ?? '')
  // 9,999,999 x 1.0825 = 10,824,998.9175 and 1,000,001 x 0.7414 = 741,400.7414
  assert.equal(price.minor, 12_000_000n + 10_824_999n + 741_401n)
})

test('discount and margin are told in per cent with two decimals', () => {
  const cases: [bigint, bigint, bigint, string, string, string][] = [
    [9_500n, 10_000n, 6_000n, '5.00', '35.00', '36.84'],
    [10_500n, 10_000n, 12_000n, '-5.00', '-15.00', '-14.29'],
    [0n, 0n, 500n, '0.00', '-5.00', '0.00'],
  ]
  for (const [price, list, cost, discount, margin, marginPercent] of cases) {
    const figures = figuresOf({ price: usd(price), listPrice: usd(list), cost: usd(cost) })
    assert.deepEqual(
      [figures.discountPercent, formatMoney(figures.margin), figures.marginPercent],
      [discount, margin, marginPercent],
    )
  }
  assert.equal(percentOf(1n, 3n), '33.33')
})

test('a rate is converted with six decimals', () => {
  assert.equal(convertRate('68.5', '1.0825'), '74.151250')
  assert.equal(convertRate('0.000001', '0.4'), '0.000000')
})
