import assert from 'node:assert/strict'
import { test } from 'node:test'
import { workingDaysBetween } from './working-days.ts'

test('working days are Mondays to Fridays that are no holiday', () => {
  const holidays = new Set(['2026-10-02', '2026-10-03'])
  const cases: [string, string, string[]][] = [
    ['2026-09-30', '2026-10-06', ['2026-09-30', '2026-10-01', '2026-10-05', '2026-10-06']],
    ['2026-10-03', '2026-10-04', []],
    ['2026-10-05', '2026-10-05', ['2026-10-05']],
    ['2026-10-06', '2026-10-05', []],
  ]
  for (const [from, to, days] of cases)
    assert.deepEqual(workingDaysBetween(from, to, holidays), days, `${from} ${to}`)
})
