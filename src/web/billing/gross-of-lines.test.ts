import assert from 'node:assert/strict'
import { test } from 'node:test'
import { atMost, everything, grossOf, type TaxedLines } from './gross-of-lines.ts'

const eur = (amount: string) => ({ amount, currency: 'EUR' })
const line = (lineNo: number, net: string, taxCode = 'V19', credited = '0.00') => ({
  lineNo,
  taxCode,
  net: eur(net),
  credited: eur(credited),
})
const invoice: TaxedLines = {
  currency: 'EUR',
  lines: [line(1, '100.00'), line(2, '33.33'), line(3, '50.00', 'V7')],
  taxes: [
    { taxCode: 'V19', net: eur('133.33'), tax: eur('25.33') },
    { taxCode: 'V7', net: eur('50.00'), tax: eur('3.50') },
  ],
}

test('the amount of chosen lines follows with their tax, each code once', () => {
  assert.deepEqual(grossOf(invoice, [{ lineNo: 2 }, { lineNo: 3 }]), {
    net: eur('83.33'),
    tax: eur('9.83'),
    gross: eur('93.16'),
  })
  assert.deepEqual(grossOf(invoice, everything(invoice)).gross, eur('212.16'))
  assert.deepEqual(grossOf(invoice, []).gross, eur('0.00'))
})

test('what was credited before is not counted again, and the parts of a line take exactly its tax', () => {
  const first = grossOf(invoice, [{ lineNo: 1, amount: eur('33.33') }])
  const after = { ...invoice, lines: [line(1, '100.00', 'V19', '33.33'), ...invoice.lines.slice(1)] }
  const rest = grossOf(after, everything(after))
  assert.deepEqual([first.tax, rest.tax], [eur('6.33'), eur('22.50')])
  assert.deepEqual(rest.net, eur('150.00'))
})

test('no more is disputed than is open', () => {
  assert.deepEqual(atMost(eur('119.00'), eur('20.00')), eur('20.00'))
  assert.deepEqual(atMost(eur('19.00'), eur('20.00')), eur('19.00'))
})
