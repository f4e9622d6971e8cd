import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ATTEMPTS_MAX, retryDelay } from './retry-schedule.ts'

test('each failure waits four times as long as the one before, up to a day', () => {
  const delays = Array.from({ length: ATTEMPTS_MAX - 1 }, (_, index) => retryDelay(index + 1))
  assert.deepEqual(delays, [5, 20, 80, 320, 1280, 5120, 20_480, 81_920, 86_400, 86_400])
})

test('a receiver that is down from Friday evening to Monday morning still gets everything', () => {
  const delays = Array.from({ length: ATTEMPTS_MAX - 1 }, (_, index) => retryDelay(index + 1))
  const hours = delays.reduce((sum, delay) => sum + delay, 0) / 3600
  assert.ok(hours > 63 && hours < 79, `${hours} hours`)
})
