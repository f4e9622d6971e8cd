import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays } from '#kernel/dates.ts'
import { money } from '#kernel/money.ts'
import { ratableMonths, recognisedOn } from './schedule.ts'

test('a price is earned evenly by month, by days at the ends, and the last month takes the rest', () => {
  const cases: [bigint, string, string, bigint[]][] = [
    // 300 over three months (ERPNext, deferred revenue by month).
    [300_00n, '2021-05-01', '2021-07-31', [100_00n, 100_00n, 100_00n]],
    // 1,200 over 2023 leaves 800 recognised at the end of August (Odoo, deferred revenue).
    [1200_00n, '2023-01-01', '2023-12-31', Array.from({ length: 12 }, () => 100_00n)],
    [3000_00n, '2026-02-15', '2026-04-30', [600_00n, 1200_00n, 1200_00n]],
    [100_00n, '2026-01-01', '2026-03-31', [33_33n, 33_33n, 33_34n]],
    [50_00n, '2026-06-10', '2026-06-20', [50_00n]],
    [0n, '2026-06-01', '2026-07-31', [0n, 0n]],
  ]
  for (const [price, from, to, months] of cases) {
    assert.deepEqual(
      ratableMonths(money(price, 'EUR'), from, to).map((month) => month.amount.minor),
      months,
    )
  }
})

test('the months cover the term without gaps and sum to the price, whatever they are', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 0n, max: 10n ** 12n }),
      fc.integer({ min: 0, max: 1000 }),
      fc.integer({ min: 0, max: 1500 }),
      (price, offset, days) => {
        const startsOn = addDays('2026-01-01', offset)
        const endsOn = addDays(startsOn, days)
        const months = ratableMonths(money(price, 'EUR'), startsOn, endsOn)
        assert.equal(
          months.reduce((sum, month) => sum + month.amount.minor, 0n),
          price,
        )
        assert.deepEqual([months[0]?.periodStart, months.at(-1)?.periodEnd], [startsOn, endsOn])
        for (const [index, month] of months.slice(1).entries()) {
          assert.equal(month.periodStart, addDays(months[index]?.periodEnd ?? '', 1))
        }
      },
    ),
  )
})

test('revenue is dated in its own month, and in the month recognised when it was left out', () => {
  assert.equal(recognisedOn('2026-03-31', '2026-03-01'), '2026-03-31')
  assert.equal(recognisedOn('2026-03-15', '2026-03-01'), '2026-03-15')
  assert.equal(recognisedOn('2026-02-28', '2026-03-01'), '2026-03-31')
})
