import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ChangeState, requestRefusal, stepRefusal } from './change.ts'

const asked = {
  contract: 'active' as const,
  line: { billingMethod: 'time_and_materials' as const, endsOn: '2026-09-30' },
  amountMinor: 100n,
  plannedOn: null,
  endsOn: null,
}
const fixed = { ...asked, line: { ...asked.line, billingMethod: 'fixed_fee' as const } }

test('a change is of an active contract, of what is billed by milestones or by time, and never ends it earlier', () => {
  assert.equal(requestRefusal(asked), null)
  assert.equal(requestRefusal({ ...asked, contract: 'closed' }), 'contract_not_active')
  const recurring = { ...asked, line: { ...asked.line, billingMethod: 'recurring_fee' as const } }
  assert.equal(requestRefusal(recurring), 'change_line_recurring')
  assert.equal(requestRefusal(fixed), 'change_needs_date')
  assert.equal(requestRefusal({ ...fixed, plannedOn: '2026-09-01' }), null)
  assert.equal(requestRefusal({ ...fixed, amountMinor: 0n }), null)
  assert.equal(requestRefusal({ ...asked, endsOn: '2026-09-29' }), 'change_ends_early')
  assert.equal(requestRefusal({ ...asked, endsOn: '2026-09-30' }), null)
})

test('a change is decided, answered and applied in this order, and withdrawn until the client has answered', () => {
  const states: ChangeState[] = [
    'asked',
    'approved',
    'rejected',
    'accepted',
    'declined',
    'withdrawn',
    'applied',
  ]
  const allowed = (step: Parameters<typeof stepRefusal>[1]) =>
    states.filter((state) => stepRefusal(state, step) === null)
  assert.deepEqual(allowed('decide'), ['asked'])
  assert.deepEqual(allowed('answer'), ['approved'])
  assert.deepEqual(allowed('apply'), ['accepted'])
  assert.deepEqual(allowed('withdraw'), ['asked', 'approved'])
})
