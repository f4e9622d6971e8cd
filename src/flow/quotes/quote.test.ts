import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  acceptanceRefusal,
  activationRefusal,
  changeRefusal,
  type QuoteState,
  withdrawalRefusal,
} from './quote.ts'

const validUntil = '2026-06-30'
const states: QuoteState[] = ['draft', 'active', 'won', 'lost', 'revised']

test('only a draft changes or goes out, and only an active quote is accepted, lost or revised', () => {
  for (const state of states) {
    const quote = { state, validUntil }
    const draft = state === 'draft' ? null : 'quote_not_draft'
    const active = state === 'active' ? null : 'quote_not_active'
    assert.equal(changeRefusal(quote), draft)
    assert.equal(activationRefusal(quote, validUntil), draft)
    assert.equal(acceptanceRefusal(quote, validUntil), active)
    assert.equal(withdrawalRefusal(quote), active)
  }
})

test('a quote is good through its last day', () => {
  const after = '2026-07-01'
  assert.equal(activationRefusal({ state: 'draft', validUntil }, after), 'quote_expired')
  assert.equal(acceptanceRefusal({ state: 'active', validUntil }, after), 'quote_expired')
  assert.equal(withdrawalRefusal({ state: 'active', validUntil }), null)
})
