import assert from 'node:assert/strict'
import { test } from 'node:test'
import { money } from '#kernel/money.ts'
import { localeFormat } from './locale-format.ts'

/** As printed, with plain spaces. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ')

test('each locale writes money, numbers and dates its own way, and no digit is lost', () => {
  const amount = money(123_456_789_012_345_67n, 'EUR')
  const rows: readonly (readonly [string, string, string])[] = [
    ['de-DE', '123.456.789.012.345,67 EUR', '31. März 2026'],
    ['en-US', 'EUR 123,456,789,012,345.67', 'March 31, 2026'],
    ['en-SG', 'EUR 123,456,789,012,345.67', '31 March 2026'],
  ]
  for (const [locale, written, day] of rows) {
    const format = localeFormat(locale)
    assert.equal(plain(format.money(amount)), written)
    assert.equal(format.date('2026-03-31'), day)
  }
})

test('a country has the name people there call it by', () => {
  assert.equal(localeFormat('de-DE').country('DE'), 'Deutschland')
  assert.equal(localeFormat('en-SG').country('DE'), 'Germany')
})

test('an amount has as many digits as its currency', () => {
  const format = localeFormat('en-US')
  assert.equal(format.amount(money(1234n, 'JPY')), '1,234')
  assert.equal(format.amount(money(1234n, 'KWD')), '1.234')
  assert.equal(format.amount(money(-5n, 'USD')), '-0.05')
})

test('a rate keeps the digits it has', () => {
  assert.equal(localeFormat('de-DE').decimal('128.250000', 2), '128,25')
  assert.equal(localeFormat('de-DE').decimal('0.123456', 2), '0,123456')
})

test('minutes are written as hours that can be multiplied', () => {
  const format = localeFormat('de-DE')
  assert.deepEqual([450n, 120_000n].map(format.hours), ['7,50', '2.000,00'])
  assert.deepEqual([450n, 440n, 61n, 120_001n].map(format.clock), ['7:30', '7:20', '1:01', '2.000:01'])
})
