import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  actorsOf,
  agreementMonths,
  type Check,
  clearanceRefusal,
  clearRefusal,
  missingOf,
  nextActors,
  outstandingOf,
  type Standing,
  validityRefusal,
  withdrawRefusal,
} from './onboarding.ts'

const there = (item: Check['item'], validUntil: string | null = null): Check => ({
  item,
  isRecorded: true,
  validUntil,
})
const open = (item: Check['item']): Check => ({ item, isRecorded: false, validUntil: null })
const contractor: Standing = {
  kind: 'contractor',
  state: 'checking',
  startedOn: '2026-04-01',
  agreementEndsOn: '2026-09-30',
  legalStatus: 'independent',
  hasCost: true,
  checks: [there('confidentiality'), there('insurance', '2026-06-30'), there('legal_status')],
}
const cleared: Standing = { ...contractor, state: 'cleared' }
const refused = (standing: Standing, day: string, isPlan = false) =>
  clearanceRefusal('Tom Berg', standing, day, isPlan)

test('what is missing is what was not recorded, or ends before the first day, and what an hour costs', () => {
  assert.deepEqual(missingOf(contractor), [])
  assert.deepEqual(missingOf({ ...contractor, state: 'opened' }), ['required_checks'])
  assert.deepEqual(missingOf(cleared), [])
  const lacking: Standing = {
    ...contractor,
    hasCost: false,
    checks: [open('legal_status'), open('tax_form'), there('insurance', '2026-03-31')],
  }
  assert.deepEqual(missingOf(lacking), ['tax_form', 'insurance', 'legal_status', 'cost_rate'])
  assert.deepEqual(outstandingOf(lacking), ['tax_form', 'insurance'])
})

test('each thing that is missing has somebody who must act, and in the end somebody who clears', () => {
  const cases: [Standing, string[]][] = [
    [{ ...contractor, state: 'opened' }, ['administrator']],
    [{ ...contractor, checks: [open('insurance')] }, ['resource-manager', 'procurement']],
    [{ ...contractor, kind: 'employee', checks: [open('tax_form')] }, ['resource-manager']],
    [{ ...contractor, checks: [open('legal_status')], hasCost: false }, ['legal', 'controller']],
    [contractor, ['legal', 'controller']],
    [cleared, []],
  ]
  for (const [standing, roles] of cases) assert.deepEqual(nextActors(standing), roles)
  assert.deepEqual(actorsOf('employee', ['cost_rate']), ['controller'])
})

test('who is whole is cleared, but not a contractor who would be an employee in law', () => {
  assert.equal(clearRefusal(contractor), null)
  assert.equal(clearRefusal({ ...contractor, hasCost: false }), 'onboarding_incomplete')
  assert.equal(clearRefusal({ ...contractor, legalStatus: 'deemed_employee' }), 'contractor_deemed_employee')
})

test('what is shown is valid on the first day, and an insurance ends one day', () => {
  const cases: [Check['item'], string | null, string | null][] = [
    ['insurance', null, 'check_validity_wrong'],
    ['insurance', '2026-03-31', 'check_validity_wrong'],
    ['insurance', '2026-04-01', null],
    ['right_to_work', null, null],
    ['right_to_work', '2026-03-31', 'check_validity_wrong'],
  ]
  for (const [item, until, code] of cases)
    assert.equal(validityRefusal(item, until, '2026-04-01'), code, `${item} ${until}`)
})

test('nobody works before they are cleared, though they may be planned with', () => {
  const { code, detail } = refused({ ...contractor, checks: [open('insurance')] }, '2026-04-30') ?? {}
  assert.equal(code, 'person_not_cleared')
  assert.deepEqual(detail, {
    person: 'Tom Berg',
    checks: ['insurance'],
    roles: ['resource-manager', 'procurement'],
  })
  assert.deepEqual(refused(contractor, '2026-04-30')?.detail['checks'], ['clearance'])
  assert.equal(refused(contractor, '2026-04-30', true), null)
  for (const state of ['declined', 'withdrawn'] as const)
    assert.equal(refused({ ...contractor, state }, '2026-04-30', true)?.code, 'person_not_taken_on')
})

test('who is cleared works as long as the agreement and what was shown hold, to the day', () => {
  assert.equal(refused(cleared, '2026-06-30'), null)
  assert.equal(refused(cleared, '2026-07-01')?.code, 'clearance_ends_before')
  const insured = { ...cleared, checks: [there('insurance', '2027-06-30')] }
  assert.equal(refused(insured, '2026-09-30'), null)
  assert.equal(refused(insured, '2026-10-01')?.code, 'agreement_ends_before')
  assert.equal(refused({ ...insured, state: 'checking' }, '2026-10-01', true)?.code, 'agreement_ends_before')
  assert.equal(refused({ ...insured, agreementEndsOn: null }, '2030-01-01')?.code, 'clearance_ends_before')
})

test('who has begun is not called off any more', () => {
  assert.equal(withdrawRefusal(cleared, '2026-03-31'), null)
  assert.equal(withdrawRefusal(cleared, '2026-04-01'), 'onboarding_state_wrong')
  assert.equal(withdrawRefusal(contractor, '2026-05-01'), null)
  assert.equal(withdrawRefusal({ ...contractor, state: 'withdrawn' }, '2026-03-01'), 'onboarding_state_wrong')
})

test('months of an agreement are counted from day to day, begun ones whole', () => {
  assert.equal(agreementMonths('2026-04-01', '2026-09-30'), 6)
  assert.equal(agreementMonths('2026-04-01', '2026-10-01'), 7)
  assert.equal(agreementMonths('2026-01-15', '2026-02-14'), 1)
})
