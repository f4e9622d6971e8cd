import assert from 'node:assert/strict'
import test from 'node:test'
import { readDecimal, type Sign, writeDecimal } from './decimal.ts'

const cases: readonly (readonly [string, Sign, string])[] = [
  ['1234.50', '.', '1234.50'],
  ['21,000', '.', '21000'],
  ['1,234,567.89', '.', '1234567.89'],
  ['7,5', '.', '7.5'],
  ['0,125', '.', '0.125'],
  ['-12,000', '.', '-12000'],
  ['1 234,5', ',', '1234.5'],
  ['21.000', ',', '21000'],
  ['1.234.567,89', ',', '1234567.89'],
  ['165,500', ',', '165.500'],
  ['7.5', ',', '7.5'],
  ["1'234.50", '.', '1234.50'],
  ['', '.', ''],
]

for (const [typed, sign, decimal] of cases) {
  test(`“${typed}” typed where “${sign}” comes before the fraction is ${decimal || 'nothing'}`, () => {
    assert.equal(readDecimal(typed, sign), decimal)
  })
}

test('what is shown to be typed over reads as what it was', () => {
  for (const sign of ['.', ','] as const)
    for (const decimal of ['165.500', '21000', '0.125', '-3.10'])
      assert.equal(readDecimal(writeDecimal(decimal, sign), sign), decimal)
})
