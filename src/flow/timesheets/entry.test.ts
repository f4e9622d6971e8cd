import assert from 'node:assert/strict'
import { test } from 'node:test'
import { changeRefusal, dayRefusal, employmentRefusal, usualBillingType, workRefusal } from './entry.ts'
import { durationMinutes } from './time-file.ts'

const work = {
  projectState: 'deliver',
  state: 'open',
  startsOn: '2026-01-01',
  endsOn: '2026-06-30',
  contractLineId: 'line',
} as const

test('time is recorded on open work of a project in delivery, on its days', () => {
  const rows: readonly (readonly [object, string, string, string | null])[] = [
    [{}, '2026-01-01', 'chargeable', null],
    [{}, '2026-06-30', 'complimentary', null],
    [{ projectState: 'complete' }, '2026-06-30', 'chargeable', null],
    [{ projectState: 'plan' }, '2026-03-02', 'chargeable', 'time_project_not_in_delivery'],
    [{ projectState: 'closed' }, '2026-03-02', 'chargeable', 'time_project_not_in_delivery'],
    [{ state: 'closed' }, '2026-03-02', 'chargeable', 'time_work_package_closed'],
    [{}, '2025-12-31', 'chargeable', 'time_outside_work_package'],
    [{}, '2026-07-01', 'chargeable', 'time_outside_work_package'],
    [{ contractLineId: null }, '2026-03-02', 'non_chargeable', null],
    [{ contractLineId: null }, '2026-03-02', 'chargeable', 'time_not_chargeable'],
    [{ contractLineId: null }, '2026-03-02', 'complimentary', 'time_not_chargeable'],
  ]
  for (const [change, day, billingType, refusal] of rows)
    assert.equal(
      workRefusal({ ...work, ...change }, day, billingType as 'chargeable'),
      refusal,
      JSON.stringify([change, day]),
    )
})

test('only somebody who works here has time', () => {
  const person = { startedOn: '2026-02-01', endedOn: '2026-03-31', earlierPeriods: [] }
  assert.equal(employmentRefusal(person, '2026-02-01'), null)
  assert.equal(employmentRefusal(person, '2026-03-31'), null)
  assert.equal(employmentRefusal(person, '2026-01-31'), 'time_person_not_employed')
  assert.equal(employmentRefusal(person, '2026-04-01'), 'time_person_not_employed')
  assert.equal(employmentRefusal({ ...person, endedOn: null }, '2030-01-01'), null)
  const back = { ...person, earlierPeriods: [{ startedOn: '2025-01-01', endedOn: '2025-06-30' }] }
  assert.equal(employmentRefusal(back, '2025-06-30'), null, 'also an earlier time')
  assert.equal(employmentRefusal(back, '2025-07-01'), 'time_person_not_employed')
})

test('a day has 1,440 minutes', () => {
  assert.equal(dayRefusal(1440), null)
  assert.equal(dayRefusal(1441), 'time_day_over_24_hours')
})

test('what is submitted or decided is not changed', () => {
  assert.deepEqual((['draft', 'rejected', 'submitted', 'approved', 'recalled'] as const).map(changeRefusal), [
    null,
    null,
    'time_entry_decided',
    'time_entry_decided',
    'time_entry_decided',
  ])
})

test('work a contract pays for is chargeable unless somebody says otherwise', () => {
  assert.equal(usualBillingType(work), 'chargeable')
  assert.equal(usualBillingType({ ...work, contractLineId: null }), 'non_chargeable')
})

test('a duration becomes whole minutes once, half a minute up', () => {
  const rows: readonly (readonly [string, number | null])[] = [
    ['02:30:00', 150],
    ['2:30:00', 150],
    ['00:00:30', 1],
    ['00:00:29', null],
    ['07:59:29', 479],
    ['07:59:30', 480],
    ['24:00:00', 1440],
    ['24:00:30', null],
    ['25:00:00', null],
    ['2.5', null],
    ['02:60:00', null],
    ['', null],
  ]
  for (const [text, minutes] of rows) assert.equal(durationMinutes(text), minutes, text)
})
