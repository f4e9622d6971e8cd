import assert from 'node:assert/strict'
import { test } from 'node:test'
import { weeklyMinutes } from './weekly-hours.ts'

test('weekly hours become whole minutes of one week', () => {
  const cases = [
    ['40', 2_400],
    ['37.5', 2_250],
    ['38.75', 2_325],
    ['0', 0],
    ['168', 10_080],
    ['169', null],
    ['37.501', null],
    ['-1', null],
    ['37,5', null],
  ] as const
  for (const [hours, minutes] of cases) assert.equal(weeklyMinutes(hours), minutes, hours)
})
