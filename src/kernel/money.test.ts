import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { createTestDatabase } from '#test/database.ts'
import {
  add,
  convert,
  formatMoney,
  isCurrency,
  minorDigits,
  money,
  negate,
  parseDecimal,
  parseMoney,
  prorate,
  rateTimesMinutes,
  roundedQuotient,
  split,
  subtract,
  zero,
} from './money.ts'
import { inTransaction } from './run.ts'
import { sql } from './sql.ts'

test('halves are rounded away from zero, in both directions', () => {
  const cases: readonly (readonly [bigint, bigint, bigint])[] = [
    [5n, 2n, 3n],
    [-5n, 2n, -3n],
    [5n, -2n, -3n],
    [4n, 3n, 1n],
    [-4n, 3n, -1n],
    [0n, 7n, 0n],
  ]
  for (const [top, bottom, result] of cases) assert.equal(roundedQuotient(top, bottom), result)
  assert.throws(() => roundedQuotient(1n, 0n), /division by zero/)
})

test('an amount has as many digits as its currency', () => {
  const cases = [
    ['1234.5', 'EUR', '1234.50'],
    ['1234', 'JPY', '1234'],
    ['0.125', 'KWD', '0.125'],
    ['-0.05', 'USD', '-0.05'],
    ['100000000000000.00', 'EUR', '100000000000000.00'],
  ] as const
  for (const [text, currency, shown] of cases) {
    const parsed = parseMoney(text, currency)
    assert.ok(parsed)
    assert.equal(formatMoney(parsed), shown)
  }
  for (const [text, currency] of [
    ['1.005', 'EUR'],
    ['1.5', 'JPY'],
    ['1,5', 'EUR'],
    ['', 'EUR'],
    ['1e3', 'EUR'],
    ['100000000000000.01', 'EUR'],
    ['-10000000000000001', 'JPY'],
  ] as const) {
    assert.equal(parseMoney(text, currency), null)
  }
  assert.ok(isCurrency('SGD'))
  assert.ok(!isCurrency('XYZ'))
})

test('amounts of two currencies are never added', () => {
  assert.throws(() => add(money(1n, 'EUR'), money(1n, 'USD')), /cannot add USD to EUR/)
  assert.deepEqual(subtract(money(5n, 'EUR'), money(7n, 'EUR')), money(-2n, 'EUR'))
  assert.deepEqual(add(zero('EUR'), negate(money(3n, 'EUR'))), money(-3n, 'EUR'))
})

test('a deposit in two halves leaves no cent over', () => {
  assert.deepEqual(
    split(money(1_287_059n, 'EUR'), [1n, 1n]).map((part) => part.minor),
    [643_530n, 643_529n],
  )
})

test('whatever is split, and however, the parts sum to the whole and differ from their share by less than a minor unit', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }),
      fc.array(fc.bigInt({ min: 0n, max: 1_000_000n }), { minLength: 1, maxLength: 20 }),
      (minor, weights) => {
        const total = weights.reduce((sum, weight) => sum + weight, 0n)
        if (total === 0n) return
        const parts = split(money(minor, 'EUR'), weights)
        assert.equal(add(zero('EUR'), ...parts).minor, minor)
        for (const [index, part] of parts.entries()) {
          const distance = part.minor * total - minor * (weights[index] ?? 0n)
          assert.ok(distance < total && distance > -total)
        }
      },
    ),
  )
  assert.throws(() => split(money(1n, 'EUR'), [0n]), /weights/)
})

test('an hour and a half at a fine rate is rounded once', () => {
  assert.deepEqual(rateTimesMinutes({ amount: '187.333333', currency: 'EUR' }, 90), money(28_100n, 'EUR'))
  assert.deepEqual(rateTimesMinutes({ amount: '100', currency: 'JPY' }, 45), money(75n, 'JPY'))
  assert.deepEqual(prorate(money(100n, 'EUR'), 1n, 3n), money(33n, 'EUR'))
})

test('an exchange turns one number of digits into another', () => {
  assert.deepEqual(convert(money(10_000n, 'USD'), '156.25', 'JPY'), money(15_625n, 'JPY'))
  assert.deepEqual(convert(money(15_625n, 'JPY'), '0.0064', 'USD'), money(10_000n, 'USD'))
  assert.throws(() => convert(money(1n, 'USD'), '0', 'EUR'), /not a positive number/)
})

const database = await createTestDatabase()

test('the database rounds as the program does, for any rate, time, amount and currency', async () => {
  const currencies = fc.constantFrom('EUR', 'JPY', 'KWD', 'CLF')
  const rate = fc
    .tuple(fc.bigInt({ min: 0n, max: 10n ** 9n }), fc.constant(6))
    .map(([units]) => `${units / 1_000_000n}.${(units % 1_000_000n).toString().padStart(6, '0')}`)
  const cases = fc.sample(
    fc.record({
      rate,
      minutes: fc.integer({ min: -100_000, max: 100_000 }),
      from: currencies,
      to: currencies,
    }),
    300,
  )
  const rows = await inTransaction(database.pool, 'begin', (tx) =>
    tx.rows(sql<{ time: bigint; converted: bigint; digits: number }>`
      select kernel.rate_times_minutes(rate, minutes, source) as time, kernel.convert(minutes, source, rate, target) as converted,
        kernel.minor_digits(source) as digits
      from unnest(${cases.map((one) => one.rate)}::numeric[], ${cases.map((one) => one.minutes)}::integer[],
        ${cases.map((one) => one.from)}::text[], ${cases.map((one) => one.to)}::text[])
        with ordinality as one (rate, minutes, source, target, place)
      order by place`),
  )
  for (const [index, one] of cases.entries()) {
    const row = rows[index]
    assert.equal(row?.time, rateTimesMinutes({ amount: one.rate, currency: one.from }, one.minutes).minor)
    assert.equal(row?.digits, minorDigits(one.from))
    if (parseDecimal(one.rate, 10) === 0n) continue
    assert.equal(row?.converted, convert(money(BigInt(one.minutes), one.from), one.rate, one.to).minor)
  }
})
