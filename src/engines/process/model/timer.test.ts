import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dueAfter, firingsPast, schedule, timerProblem } from './timer.ts'

const clock = (now: string, zone = 'UTC') => ({ now: Temporal.Instant.from(now), zone })

test('a duration is counted by the calendar of the zone', () => {
  const cases = [
    // A month from the last of January is the last of February.
    ['2026-01-31T09:00:00Z', 'UTC', 'P1M', '2026-02-28T09:00:00Z'],
    // A day across the change to daylight saving keeps the local time; 24 hours do not.
    ['2026-03-28T09:00:00Z', 'Europe/Berlin', 'P1D', '2026-03-29T08:00:00Z'],
    ['2026-03-28T09:00:00Z', 'Europe/Berlin', 'PT24H', '2026-03-29T09:00:00Z'],
    // And back again in autumn.
    ['2026-10-24T09:00:00Z', 'Europe/Berlin', 'P1D', '2026-10-25T10:00:00Z'],
    // Local times that do not exist move forward with the clock.
    ['2026-03-28T01:30:00Z', 'Europe/Berlin', 'P1D', '2026-03-29T01:30:00Z'],
  ] as const
  for (const [now, zone, duration, due] of cases) {
    assert.equal(schedule('duration', duration, clock(now, zone)).due, due, `${now} ${zone} + ${duration}`)
  }
})

test('a date may carry an offset, a zone, or be local to the tenant', () => {
  const cases = [
    ['2026-03-31T17:00:00Z', '2026-03-31T17:00:00Z'],
    ['2026-03-31T17:00:00+02:00', '2026-03-31T15:00:00Z'],
    ['2026-03-31T17:00:00[Asia/Singapore]', '2026-03-31T09:00:00Z'],
    ['2026-03-31T17:00:00@Asia/Singapore', '2026-03-31T09:00:00Z'],
    ['2026-03-31T17:00:00', '2026-03-31T15:00:00Z'],
    ['2026-03-31', '2026-03-30T22:00:00Z'],
  ] as const
  for (const [value, due] of cases) {
    assert.equal(schedule('date', value, clock('2026-01-01T00:00:00Z', 'Europe/Berlin')).due, due, value)
  }
})

test('month ends do not drift, because every firing is counted from the anchor', () => {
  const { anchor, every } = schedule('cycle', 'R/P1M', clock('2026-01-31T09:00:00Z'))
  assert.equal(dueAfter(anchor, every ?? '', 2, 'UTC'), '2026-03-31T09:00:00Z')
})

test('a cycle may begin at a given instant', () => {
  const plan = schedule('cycle', 'R2/2026-03-31T09:00:00Z/P1M', clock('2026-01-01T00:00:00Z'))
  assert.deepEqual([plan.due, plan.times, plan.offset], ['2026-03-31T09:00:00Z', 2, 0])
})

test('what is no timer is said in words', () => {
  for (const [form, value] of [
    ['duration', '3 days'],
    ['date', 'tomorrow'],
    ['cycle', 'hourly'],
    ['cycle', 'every hour'],
    ['cycle', '0 0 9 * *'],
    ['cycle', '0 60 * * * *'],
    ['cycle', '0 0 9 ? * NEVER'],
    ['cycle', '0 0 9 30 FEB *'],
    ['cycle', '0 0 17-9 * * *'],
    ['cycle', '@noon'],
    ['cycle', 'R0/PT1H'],
    ['cycle', 'R/PT0S'],
    ['cycle', 'R/PT0.01S'],
  ] as const) {
    assert.ok(timerProblem(form, value), `${form} ${value}`)
  }
  assert.equal(timerProblem('cycle', 'R/PT15M'), null)
})

test('after a long outage the search for the next firing does not walk through all of them', () => {
  const plan = schedule('cycle', 'R/PT1S', clock('2020-01-01T00:00:00Z'))
  const now = Temporal.Instant.from('2026-01-01T00:00:00Z')
  const past = firingsPast(plan, now, 'UTC')
  const all = Temporal.Instant.from(plan.anchor).until(now).total('seconds')
  assert.ok(past <= all && past > all - 5)
  assert.equal(
    firingsPast(
      schedule('cycle', 'R/P1M', clock('2026-01-31T00:00:00Z')),
      Temporal.Instant.from('2026-02-28T00:00:00Z'),
      'UTC',
    ),
    0,
  )
})
