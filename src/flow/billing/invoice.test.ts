import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  confirmRefusal,
  discardRefusal,
  type InvoiceState,
  isPosted,
  releaseRefusal,
  stateAfterPayment,
} from './invoice.ts'

test('a pro-forma is confirmed, released or thrown away, and a posted invoice is none of these', () => {
  const cases: readonly (readonly [InvoiceState, string | null, string | null, string | null, boolean])[] = [
    ['draft', null, 'invoice_not_confirmed', null, false],
    ['confirmed', 'invoice_not_draft', null, null, false],
    ['posted', 'invoice_not_draft', 'invoice_not_confirmed', 'invoice_not_open', true],
    ['sent', 'invoice_not_draft', 'invoice_not_confirmed', 'invoice_not_open', true],
    ['paid', 'invoice_not_draft', 'invoice_not_confirmed', 'invoice_not_open', true],
    ['credited', 'invoice_not_draft', 'invoice_not_confirmed', 'invoice_not_open', true],
    ['written_off', 'invoice_not_draft', 'invoice_not_confirmed', 'invoice_not_open', true],
    ['discarded', 'invoice_not_draft', 'invoice_not_confirmed', 'invoice_not_open', false],
  ]
  for (const [state, confirm, release, discard, posted] of cases) {
    assert.equal(confirmRefusal({ state, purchaseOrderRequired: false, purchaseOrder: '' }), confirm)
    assert.equal(releaseRefusal(state), release)
    assert.equal(discardRefusal(state), discard)
    assert.equal(isPosted(state), posted)
  }
})

test('a client who requires a purchase order gets no invoice without one', () => {
  const draft = { state: 'draft', purchaseOrderRequired: true } as const
  assert.equal(confirmRefusal({ ...draft, purchaseOrder: '' }), 'invoice_missing_purchase_order')
  assert.equal(confirmRefusal({ ...draft, purchaseOrder: '4500012345' }), null)
})

test('an invoice is paid when nothing is open, and what it was before when all of it is open again', () => {
  const after = (openMinor: bigint, fileId: string | null = null) =>
    stateAfterPayment({ openMinor, grossMinor: 100n, creditedMinor: 0n, writtenOffMinor: 0n, fileId })
  assert.equal(after(0n), 'paid')
  assert.equal(after(99n), 'partially_paid')
  assert.equal(after(100n), 'posted')
  assert.equal(after(100n, 'its PDF'), 'sent')
})

test('what was credited or written off counts neither as paid nor as open', () => {
  const after = (openMinor: bigint, creditedMinor: bigint, writtenOffMinor: bigint) =>
    stateAfterPayment({ openMinor, grossMinor: 100n, creditedMinor, writtenOffMinor, fileId: null })
  assert.equal(after(0n, 100n, 0n), 'credited')
  assert.equal(after(0n, 40n, 0n), 'paid')
  assert.equal(after(0n, 40n, 10n), 'written_off')
  assert.equal(after(60n, 40n, 0n), 'posted')
  assert.equal(after(50n, 40n, 0n), 'partially_paid')
})
