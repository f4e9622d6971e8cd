/** What the journal kept in minor units is read as money. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withMoney } from './journalled.ts'

test('an amount of the journal is shown in its currency, with as many digits as that has', () => {
  assert.deepEqual(withMoney({ amount: { minor: '2500000', currency: 'EUR' } }), {
    amount: { amount: '25000.00', currency: 'EUR' },
  })
  assert.deepEqual(withMoney({ netMinor: 2253200, currency: 'JPY' }), {
    net: { amount: '2253200', currency: 'JPY' },
    currency: 'JPY',
  })
})

test('what is no amount, or has no currency beside it, stays as it was kept', () => {
  const facts = { netMinor: 5, state: 'draft', lines: [{ minor: 1 }], closedOn: null }
  assert.deepEqual(withMoney(facts), facts)
})
