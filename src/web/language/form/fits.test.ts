import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as quotes from '#flow/quotes/contract.ts'
import { operationOf } from '#kernel/operation.ts'
import { fits } from './fits.ts'

const { fields } = operationOf(quotes.preview)
const [whole] = quotes.preview.examples
type Input = Readonly<Record<string, unknown>>

const withLine = (changes: Input): Input => {
  const lines = (whole as unknown as { lines: readonly Input[] }).lines
  return { ...whole, lines: lines.map((line) => ({ ...line, ...changes })) }
}

test('a quote as its contract shows it can be priced', () => {
  assert.ok(whole)
  assert.equal(fits(fields, whole), true)
})

test('a quote that lacks something is not priced yet', () => {
  const { lines: _lines, ...rest } = whole as Input
  const lacking: readonly Input[] = [
    rest,
    { ...rest, lines: [] },
    { ...whole, title: '  ' },
    { ...whole, pricedOn: '2026-1' },
    withLine({ billToId: '' }),
    withLine({ billingMethod: 'barter' }),
    withLine({ monthlyFee: { amount: '1 000', currency: 'EUR' } }),
    withLine({ details: [{ workPackage: 'Build', roleCode: 'senior', minutes: 0 }] }),
    withLine({ details: [{ workPackage: 'Build', roleCode: 'senior', minutes: '60' }] }),
  ]
  for (const input of lacking) assert.equal(fits(fields, input), false, JSON.stringify(input).slice(0, 300))
})
