import assert from 'node:assert/strict'
import { test } from 'node:test'
import { overbooked, type RequestState, requestStateAfter, staffRefusal } from './booking.ts'

test('only an open request is staffed or rejected', () => {
  const states: readonly (readonly [RequestState, string | null])[] = [
    ['submitted', null],
    ['needs_review', null],
    ['draft', 'request_not_open'],
    ['fulfilled', 'request_not_open'],
    ['rejected', 'request_not_open'],
    ['cancelled', 'request_not_open'],
  ]
  for (const [state, refusal] of states) assert.equal(staffRefusal(state), refusal)
})

test('a request is fulfilled by hard bookings, and under review while there is only a proposal', () => {
  assert.equal(requestStateAfter(1000, 950, 0), 'fulfilled')
  assert.equal(requestStateAfter(1000, 949, 0), 'submitted')
  assert.equal(requestStateAfter(1000, 0, 1000), 'needs_review')
})

test('the first week beyond capacity is named', () => {
  const week = {
    personId: 'p',
    personName: 'Ann',
    weekStart: '2026-07-06',
    capacityMinutes: 2400,
    hardMinutes: 2400,
  }
  assert.equal(overbooked([week]), null)
  assert.equal(
    overbooked([week, { ...week, weekStart: '2026-07-13', hardMinutes: 2401 }])?.weekStart,
    '2026-07-13',
  )
})
