import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startCpuTime } from '#test/cpu-time.ts'
import { cronAfter } from './cron.ts'
import { following, schedule } from './timer.ts'

const clock = (now: string, zone = 'UTC') => ({ now: Temporal.Instant.from(now), zone })

/** The next firings of a cron expression. */
function firings(cron: string, from: string, count: number, zone = 'UTC'): string[] {
  const found: string[] = []
  let at = Temporal.Instant.from(from)
  for (let index = 0; index < count; index += 1) {
    at = Temporal.Instant.from(cronAfter(cron, at, zone))
    found.push(at.toString())
  }
  return found
}

test('a cron expression fires at the seconds, minutes, hours, days, months and weekdays it names', () => {
  const cases: [string, string, string[]][] = [
    // Office hours: Friday's last, then Monday's first.
    [
      '0 0 9-17 * * MON-FRI',
      '2026-03-06T15:30:00Z',
      ['2026-03-06T16:00:00Z', '2026-03-06T17:00:00Z', '2026-03-09T09:00:00Z'],
    ],
    ['*/20 * * * * *', '2026-01-01T00:00:50Z', ['2026-01-01T00:01:00Z', '2026-01-01T00:01:20Z']],
    [
      '0 5/25 8 * * ?',
      '2026-01-01T08:06:00Z',
      ['2026-01-01T08:30:00Z', '2026-01-01T08:55:00Z', '2026-01-02T08:05:00Z'],
    ],
    ['0 0 0 1 JAN,JUL *', '2026-02-01T00:00:00Z', ['2026-07-01T00:00:00Z', '2027-01-01T00:00:00Z']],
    ['0 0 0 29 2 *', '2026-01-01T00:00:00Z', ['2028-02-29T00:00:00Z', '2032-02-29T00:00:00Z']],
    ['0 0 6 * * 0', '2026-03-06T00:00:00Z', ['2026-03-08T06:00:00Z']],
    ['0 0 6 * * 7', '2026-03-06T00:00:00Z', ['2026-03-08T06:00:00Z']],
  ]
  for (const [cron, from, expected] of cases)
    assert.deepEqual(firings(cron, from, expected.length), expected, cron)
})

test('a cron expression knows last days, nearest weekdays and the n-th weekday of a month', () => {
  const cases: [string, string[]][] = [
    ['0 0 9 L * *', ['2026-01-31T09:00:00Z', '2026-02-28T09:00:00Z', '2026-03-31T09:00:00Z']],
    ['0 0 9 L-1 * *', ['2026-01-30T09:00:00Z', '2026-02-27T09:00:00Z']],
    // The last of January 2026 is a Saturday, that of February too.
    ['0 0 9 LW * *', ['2026-01-30T09:00:00Z', '2026-02-27T09:00:00Z', '2026-03-31T09:00:00Z']],
    ['0 0 9 1W * *', ['2026-01-01T09:00:00Z', '2026-02-02T09:00:00Z', '2026-03-02T09:00:00Z']],
    ['0 0 9 * * FRIL', ['2026-01-30T09:00:00Z', '2026-02-27T09:00:00Z']],
    ['0 0 9 * * MON#2', ['2026-01-12T09:00:00Z', '2026-02-09T09:00:00Z']],
  ]
  for (const [cron, expected] of cases)
    assert.deepEqual(firings(cron, '2026-01-01T00:00:00Z', expected.length), expected, cron)
})

test('the names of cron mean what they say', () => {
  const cases: [string, string][] = [
    ['@yearly', '2027-01-01T00:00:00Z'],
    ['@monthly', '2026-04-01T00:00:00Z'],
    ['@weekly', '2026-03-08T00:00:00Z'],
    ['@daily', '2026-03-06T00:00:00Z'],
    ['@hourly', '2026-03-05T13:00:00Z'],
  ]
  for (const [name, due] of cases)
    assert.equal(cronAfter(name, Temporal.Instant.from('2026-03-05T12:00:00Z'), 'UTC'), due)
})

test('a fixed hour fires once a day across daylight saving, a skipped one as much later', () => {
  // Berlin goes from 02:00 to 03:00 on 29 March 2026 and back from 03:00 to 02:00 on 25 October.
  assert.deepEqual(firings('0 30 2 * * *', '2026-03-28T00:00:00Z', 3, 'Europe/Berlin'), [
    '2026-03-28T01:30:00Z',
    '2026-03-29T01:30:00Z',
    '2026-03-30T00:30:00Z',
  ])
  assert.deepEqual(firings('0 30 2 * * *', '2026-10-24T12:00:00Z', 2, 'Europe/Berlin'), [
    '2026-10-25T00:30:00Z',
    '2026-10-26T01:30:00Z',
  ])
})

test('every hour means every hour that passes, also the one that comes twice and not the one that is skipped', () => {
  assert.deepEqual(firings('0 30 * * * *', '2026-10-24T23:00:00Z', 4, 'Europe/Berlin'), [
    '2026-10-24T23:30:00Z',
    '2026-10-25T00:30:00Z',
    '2026-10-25T01:30:00Z',
    '2026-10-25T02:30:00Z',
  ])
  assert.deepEqual(firings('0 30 * * * *', '2026-03-29T00:00:00Z', 3, 'Europe/Berlin'), [
    '2026-03-29T00:30:00Z',
    '2026-03-29T01:30:00Z',
    '2026-03-29T02:30:00Z',
  ])
})

test('after an outage a cron cycle fires once and goes on, or catches up with every firing', () => {
  const plan = { ...schedule('cycle', '0 0 9 * * *', clock('2026-03-01T12:00:00Z')), fired: 0 }
  assert.equal(plan.due, '2026-03-02T09:00:00Z')
  const late = clock('2026-03-05T10:00:00Z')
  assert.equal(following(plan, 'once', late)?.due, '2026-03-06T09:00:00Z')
  assert.equal(following(plan, 'all', late)?.due, '2026-03-03T09:00:00Z')
})

test('a date that never comes is found out in bounded time', () => {
  const cpuTime = startCpuTime()
  assert.throws(
    () => cronAfter('0 0 9 31 2,4,6 *', Temporal.Instant.from('2026-01-01T00:00:00Z'), 'UTC'),
    /never comes/,
  )
  assert.ok(cpuTime() < 2000)
})
