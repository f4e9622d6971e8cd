import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  activationRefusal,
  capRefusal,
  decisionRefusal,
  feePeriodCount,
  feePeriods,
  orderRefusal,
  submitRefusal,
} from './terms.ts'

test('only a draft contract becomes active', () => {
  assert.equal(activationRefusal('draft'), null)
  for (const state of ['active', 'suspended', 'completed', 'closed', 'lost'] as const) {
    assert.equal(activationRefusal(state), 'contract_not_draft')
  }
})

test('a milestone is submitted, then accepted or sent back, and only on an active contract', () => {
  const cases = [
    ['active', 'planned', null, 'milestone_not_submitted'],
    ['active', 'submitted', 'milestone_not_planned', null],
    ['active', 'accepted', 'milestone_not_planned', 'milestone_not_submitted'],
    ['draft', 'planned', 'contract_not_active', 'contract_not_active'],
    ['suspended', 'submitted', 'contract_not_active', 'contract_not_active'],
  ] as const
  for (const [contract, milestone, submit, decide] of cases) {
    assert.equal(submitRefusal(contract, milestone), submit)
    assert.equal(decisionRefusal(contract, milestone), decide)
  }
})

test('a cap belongs to time and materials and never falls below what was used of it', () => {
  const line = { state: 'active', billingMethod: 'time_and_materials', committed: 100n } as const
  assert.equal(capRefusal(line, 100n), null)
  assert.equal(capRefusal(line, 99n), 'cap_below_committed')
  assert.equal(capRefusal({ ...line, billingMethod: 'fixed_fee' }, 500n), 'line_has_no_cap')
  assert.equal(capRefusal({ ...line, state: 'closed' }, 500n), 'contract_not_active')
})

test('an order number is recorded until a contract has ended', () => {
  for (const state of ['draft', 'active', 'suspended', 'completed'] as const)
    assert.equal(orderRefusal(state), null)
  assert.equal(orderRefusal('closed'), 'contract_not_active')
  assert.equal(orderRefusal('lost'), 'contract_not_active')
})

test('a recurring fee falls into calendar months that sum to its price', () => {
  const periods = feePeriods('2026-07-15', '2026-09-30', 10_000n, 'USD')
  assert.deepEqual(
    periods.map((period) => [period.periodStart, period.periodEnd, period.minor]),
    [
      ['2026-07-15', '2026-07-31', 3_334n],
      ['2026-08-01', '2026-08-31', 3_333n],
      ['2026-09-01', '2026-09-30', 3_333n],
    ],
  )
  assert.equal(feePeriodCount('2026-07-15', '2026-09-30'), 3)
})
