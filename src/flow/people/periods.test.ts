import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Employment, isEmployedOn, leavingRefusal, onboardingOn, returnRefusal } from './periods.ts'

const back: Employment = {
  startedOn: '2026-09-01',
  endedOn: '2026-12-31',
  earlierPeriods: [
    { startedOn: '2024-01-01', endedOn: '2024-12-31' },
    { startedOn: '2025-07-01', endedOn: '2026-06-30' },
  ],
}

test('somebody who came back works here on the days of each time, and on none between', () => {
  for (const day of ['2024-01-01', '2024-12-31', '2025-07-01', '2026-06-30', '2026-09-01', '2026-12-31'])
    assert.equal(isEmployedOn(back, day), true, day)
  for (const day of ['2023-12-31', '2025-01-01', '2026-07-01', '2026-08-31', '2027-01-01'])
    assert.equal(isEmployedOn(back, day), false, day)
  assert.equal(isEmployedOn({ ...back, endedOn: null }, '2030-01-01'), true)
})

test('who has left may not work until they are back, and is told when they left', () => {
  assert.equal(leavingRefusal('Tom Berg', back, '2026-06-30'), null)
  for (const [day, endedOn] of [
    ['2025-03-03', '2024-12-31'],
    ['2026-08-31', '2026-06-30'],
    ['2027-01-01', '2026-12-31'],
  ] as const)
    assert.deepEqual(leavingRefusal('Tom Berg', back, day), {
      code: 'person_leaves_before',
      detail: { person: 'Tom Berg', endedOn, day },
    })
  assert.equal(leavingRefusal('Tom Berg', back, '2023-12-31'), null, 'before the first day nobody has left')
})

test('on each day counts the onboarding of that time, and none where there was none then', () => {
  const [second, third] = [{ startedOn: '2025-07-01' }, { startedOn: '2026-09-01' }]
  assert.equal(onboardingOn(back, [second, third], '2026-01-15'), second)
  assert.equal(onboardingOn(back, [second, third], '2026-10-01'), third)
  assert.equal(onboardingOn(back, [second, third], '2026-08-01'), third, 'who is on the way is judged by it')
  assert.equal(onboardingOn(back, [second, third], '2024-05-01'), undefined)
  assert.equal(onboardingOn(back, [], '2026-10-01'), undefined)
})

test('only who has left begins again, and after that day', () => {
  assert.equal(returnRefusal({ endedOn: null }, '2027-01-01', false), 'person_not_gone')
  assert.equal(returnRefusal({ endedOn: '2026-12-31' }, '2027-01-01', true), 'person_not_gone')
  assert.equal(returnRefusal({ endedOn: '2026-12-31' }, '2026-12-31', false), 'return_too_early')
  assert.equal(returnRefusal({ endedOn: '2026-12-31' }, '2027-01-01', false), null)
})
