import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { sentenceOf } from './match-reasons.ts'
import { combinations, type MatchInvoice, matchReceipt, names } from './matching.ts'

const invoice = (number: string, openMinor: bigint, more: Partial<MatchInvoice> = {}): MatchInvoice => ({
  id: `id of ${number}`,
  number,
  entityId: 'DE',
  currency: 'EUR',
  openMinor,
  ...more,
})
const receipt = (unappliedMinor: bigint, reference = '') => ({
  entityId: 'DE',
  currency: 'EUR',
  unappliedMinor,
  reference,
})
const first = invoice('DE-2026-00001', 100_00n)
const second = invoice('DE-2026-00002', 250_00n)
const third = invoice('DE-2026-00003', 70_50n)
const open = [first, second, third]

/** What was decided: the parts as number and amount, or null; and the reason. */
const decided = (...asked: Parameters<typeof matchReceipt>) => {
  const { matched, parts, reason } = matchReceipt(...asked)
  const why = sentenceOf(reason)
  return { parts: matched ? parts.map(({ number, minor }) => [number, minor]) : null, why }
}

test('an invoice number is found however it is written, and not inside another number', () => {
  const cases: [string, boolean][] = [
    ['DE-2026-00012', true],
    ['Rechnung de 2026 00012, danke', true],
    ['INV.DE202600012/EUR', true],
    ['DE-2026-000123', false],
    ['XDE-2026-00012', false],
    ['DE-2026-0001', false],
    ['00012', false],
    ['', false],
  ]
  for (const [reference, expected] of cases)
    assert.equal(names(reference, 'DE-2026-00012'), expected, reference)
})

test('what the reference names is paid, in full, all together, or in part when it is one invoice', () => {
  assert.deepEqual(decided(receipt(250_00n, 'DE-2026-00002'), open), {
    parts: [['DE-2026-00002', 250_00n]],
    why: 'The reference names DE-2026-00002, open with exactly 250.00 EUR.',
  })
  assert.deepEqual(decided(receipt(350_00n, 'DE-2026-00001 + DE-2026-00002'), open), {
    parts: [
      ['DE-2026-00001', 100_00n],
      ['DE-2026-00002', 250_00n],
    ],
    why: 'The reference names DE-2026-00001, DE-2026-00002, open with exactly 350.00 EUR.',
  })
  assert.deepEqual(decided(receipt(60_00n, 'part of DE-2026-00001'), open), {
    parts: [['DE-2026-00001', 60_00n]],
    why: 'The reference names DE-2026-00001; 60.00 EUR pay a part of the 100.00 EUR that are open.',
  })
})

test('a person decides when the named invoices and the amount do not agree', () => {
  const paid = invoice('DE-2026-00004', 0n)
  const dollars = invoice('DE-2026-00005', 100_00n, { currency: 'USD' })
  const american = invoice('US-2026-00001', 100_00n, { entityId: 'US' })
  const cases: [bigint, string, string][] = [
    [
      300_00n,
      'DE-2026-00002',
      'The reference names DE-2026-00002, open with 250.00 EUR; 50.00 EUR are left over.',
    ],
    [
      300_00n,
      'DE-2026-00001, DE-2026-00002',
      'The reference names DE-2026-00001, DE-2026-00002, open with 350.00 EUR together; 300.00 EUR do not pay them all.',
    ],
    // The amount of another open invoice does not make up for a number that is paid: it was paid twice.
    [100_00n, 'DE-2026-00004', 'The reference names DE-2026-00004, which is paid already.'],
    [100_00n, 'DE-2026-00005', 'The reference names DE-2026-00005, which is in USD; the receipt is in EUR.'],
    [100_00n, 'US-2026-00001', 'The reference names US-2026-00001, which another entity has billed.'],
  ]
  for (const [minor, reference, why] of cases)
    assert.deepEqual(decided(receipt(minor, reference), [...open, paid, dollars, american]), {
      parts: null,
      why,
    })
})

test('without a number, the only invoice of exactly the amount is paid', () => {
  assert.deepEqual(decided(receipt(70_50n, 'thank you'), open), {
    parts: [['DE-2026-00003', 70_50n]],
    why: 'Only DE-2026-00003 is open with exactly 70.50 EUR.',
  })
  assert.deepEqual(decided(receipt(70_50n), [...open, invoice('DE-2026-00009', 70_50n)]), {
    parts: null,
    why: 'DE-2026-00003, DE-2026-00009 are each open with exactly 70.50 EUR; the reference does not say which.',
  })
})

test('then the only combination of open invoices that sums up to the amount', () => {
  assert.deepEqual(decided(receipt(170_50n), open), {
    parts: [
      ['DE-2026-00001', 100_00n],
      ['DE-2026-00003', 70_50n],
    ],
    why: 'Only DE-2026-00001, DE-2026-00003 sum up to exactly 170.50 EUR.',
  })
  assert.deepEqual(decided(receipt(350_00n), [...open, invoice('DE-2026-00009', 100_00n)]), {
    parts: null,
    why: 'Several combinations of open invoices sum up to 350.00 EUR: DE-2026-00001, DE-2026-00002, or DE-2026-00002, DE-2026-00009.',
  })
  assert.deepEqual(decided(receipt(99_99n), open), {
    parts: null,
    why: 'The reference names no invoice, and no open invoice nor combination of them is exactly 99.99 EUR.',
  })
  assert.deepEqual(decided(receipt(99_99n), [invoice('US-2026-00001', 99_99n, { entityId: 'US' })]), {
    parts: null,
    why: 'The reference names no invoice, and none is open in EUR.',
  })
})

test('where there is no telling, nobody is kept waiting for it', () => {
  const many = Array.from({ length: 60 }, (_, index) => invoice(`N-${index}`, BigInt(10_000 + 2 * index)))
  assert.equal(combinations(many, 150_001n), 'too many')
  const thousands = Array.from({ length: 20_000 }, (_, index) => invoice(`N-${index}`, 100n))
  assert.equal(combinations(thousands, 150n), 'too many')
  assert.match(decided(receipt(150_001n), many).why, /60 open ones have too many combinations to be sure/)
})

test('a match pays the whole receipt, with no invoice paid beyond what is open', () => {
  const histories = fc.record({
    opens: fc.array(fc.bigInt({ min: 1n, max: 40n }), { maxLength: 9 }),
    amount: fc.bigInt({ min: 1n, max: 120n }),
    named: fc.array(fc.nat({ max: 8 }), { maxLength: 3 }),
  })
  fc.assert(
    fc.property(histories, ({ opens, amount, named }) => {
      const invoices = opens.map((minor, index) => invoice(`DE-2026-0000${index}`, minor))
      const reference = named.map((index) => `DE-2026-0000${index}`).join(' ')
      const { matched, parts } = matchReceipt(receipt(amount, reference), invoices)
      if (!matched) return parts.length === 0
      const sum = parts.reduce((total, { minor }) => total + minor, 0n)
      const within = parts.every(
        ({ invoiceId, minor }) =>
          minor > 0n && minor <= (invoices.find(({ id }) => id === invoiceId)?.openMinor ?? 0n),
      )
      return (
        sum === amount && within && new Set(parts.map(({ invoiceId }) => invoiceId)).size === parts.length
      )
    }),
  )
})

test('the combinations found are those that trying every one of them finds', () => {
  const cases = fc.record({
    opens: fc.array(fc.bigInt({ min: 1n, max: 12n }), { maxLength: 8 }),
    amount: fc.bigInt({ min: 1n, max: 40n }),
  })
  fc.assert(
    fc.property(cases, ({ opens, amount }) => {
      const invoices = opens.map((minor, index) => invoice(`N-${index}`, minor))
      let all = 0
      for (let subset = 1; subset < 2 ** opens.length; subset += 1) {
        const sum = opens.reduce((total, minor, index) => (subset & (1 << index) ? total + minor : total), 0n)
        if (sum === amount) all += 1
      }
      const found = combinations(invoices, amount)
      return found !== 'too many' && found.length === Math.min(all, 2)
    }),
  )
})
