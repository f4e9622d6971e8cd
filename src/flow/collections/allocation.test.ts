import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { allocationDay, allocationRefusal, take } from './allocation.ts'

const receipt = { entityId: 'DE', clientId: 'Meridian', currency: 'EUR' }
const invoice = { ...receipt, state: 'posted' as const, openMinor: 100_00n }

test('a receipt pays posted invoices of its client, entity and currency, up to what is open', () => {
  const cases: [Partial<Parameters<typeof allocationRefusal>[1]>, bigint, string | null][] = [
    [{}, 100_00n, null],
    [{ state: 'partially_paid' }, 1n, null],
    [{}, 100_01n, 'invoice_over_allocated'],
    [{ state: 'paid', openMinor: 0n }, 1n, 'invoice_over_allocated'],
    [{ state: 'confirmed', openMinor: 0n }, 1n, 'invoice_not_payable'],
    [{ entityId: 'US' }, 1n, 'invoice_of_other_entity'],
    [{ clientId: 'Somebody' }, 1n, 'invoice_of_other_client'],
    [{ currency: 'USD' }, 1n, 'invoice_currency_mismatch'],
  ]
  for (const [more, minor, code] of cases)
    assert.equal(allocationRefusal(receipt, { ...invoice, ...more }, minor), code)
})

test('a part leaves with its share of the booked value, the last part with what is left of it', () => {
  const { part, left } = take({ minor: 200_00n, functional: 1_600_00n }, 100_00n)
  assert.deepEqual(part, { minor: 100_00n, functional: 800_00n })
  assert.deepEqual(left, { minor: 100_00n, functional: 800_00n })
  assert.throws(() => take(left, 100_01n), /cannot take/)
})

test('parts taken one after the other sum up to the whole, amount and value', () => {
  const cases = fc.record({
    parts: fc.array(fc.bigInt({ min: 1n, max: 10_000n }), { minLength: 1, maxLength: 12 }),
    functional: fc.bigInt({ min: 0n, max: 1_000_000n }),
  })
  fc.assert(
    fc.property(cases, ({ parts, functional }) => {
      let left = { minor: parts.reduce((sum, part) => sum + part, 0n), functional }
      let taken = 0n
      for (const minor of parts) {
        const step = take(left, minor)
        if (step.part.functional < 0n || step.left.functional < 0n) return false
        taken += step.part.functional
        left = step.left
      }
      return taken === functional && left.minor === 0n && left.functional === 0n
    }),
  )
})

test('an allocation takes effect today, but neither before the cash nor before the invoice', () => {
  assert.equal(allocationDay('2026-05-04', '2026-04-30', '2026-05-01'), '2026-05-04')
  assert.equal(allocationDay('2026-05-04', '2026-05-09', '2026-05-01'), '2026-05-09')
})
