import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  type ApprovalState,
  acceptanceRefusal,
  activationRefusal,
  areOwnTerms,
  changeRefusal,
  decisionRefusal,
  type QuoteState,
  type QuoteTerms,
  submissionRefusal,
  withdrawalRefusal,
} from './quote.ts'

const validUntil = '2026-06-30'
const states: QuoteState[] = ['draft', 'active', 'won', 'lost', 'revised']
const terms: QuoteTerms = {
  paper: 'ours',
  liabilityLimit: 'limited',
  governingLaw: null,
  paymentTermsDays: null,
  deviations: '',
}
const quoteIn = (state: QuoteState, approval: ApprovalState = 'none') => ({
  state,
  approval,
  validUntil,
  terms,
})

test('only a draft changes or goes out, and only an active quote is accepted, lost or revised', () => {
  for (const state of states) {
    const quote = quoteIn(state)
    const draft = state === 'draft' ? null : 'quote_not_draft'
    const active = state === 'active' ? null : 'quote_not_active'
    assert.equal(changeRefusal(quote), draft)
    assert.equal(submissionRefusal(quote, validUntil), draft)
    assert.equal(activationRefusal(quote, validUntil), draft)
    assert.equal(acceptanceRefusal(quote, validUntil), active)
    assert.equal(withdrawalRefusal(quote), active)
  }
})

test('a quote is good through its last day', () => {
  const after = '2026-07-01'
  assert.equal(submissionRefusal(quoteIn('draft'), after), 'quote_expired')
  assert.equal(activationRefusal(quoteIn('draft', 'approved'), after), 'quote_expired')
  assert.equal(acceptanceRefusal(quoteIn('active'), after), 'quote_expired')
  assert.equal(withdrawalRefusal({ state: 'active' }), null)
})

test('what people decide about stays as it is, and only that is decided', () => {
  assert.equal(changeRefusal(quoteIn('draft', 'asked')), 'quote_in_approval')
  assert.equal(activationRefusal(quoteIn('draft', 'asked'), validUntil), 'quote_in_approval')
  for (const approval of ['none', 'approved', 'returned'] as const)
    assert.equal(decisionRefusal({ approval }), 'quote_not_in_approval')
  assert.equal(decisionRefusal({ approval: 'asked' }), null)
})

test('our own terms go out unapproved unless they were returned, other terms only approved', () => {
  assert.equal(activationRefusal(quoteIn('draft', 'returned'), validUntil), 'quote_not_approved')
  const others: Partial<QuoteTerms>[] = [
    { paper: 'client' },
    { liabilityLimit: 'unlimited' },
    { governingLaw: 'BR' },
    { paymentTermsDays: 0 },
    { deviations: 'A penalty for delay.' },
  ]
  for (const other of others) {
    const quote = { ...quoteIn('draft'), terms: { ...terms, ...other } }
    assert.equal(areOwnTerms(quote.terms), false)
    assert.equal(activationRefusal(quote, validUntil), 'quote_not_approved')
    assert.equal(activationRefusal({ ...quote, approval: 'approved' }, validUntil), null)
  }
})
