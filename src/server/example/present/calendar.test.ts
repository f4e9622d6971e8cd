import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse } from 'csv-parse/sync'
import { exampleFile } from '../stage.ts'
import { calendarOf } from './calendar.ts'
import { dealsOfNow } from './pipeline.ts'
import { standings } from './records.ts'

const on = (moment: string) => calendarOf(Temporal.Instant.from(moment))

test('last week is the week before that of the day of loading, on its Monday and on its Sunday', () => {
  assert.equal(on('2027-03-01T00:30:00Z').beforeMonday(7), '2027-02-22')
  assert.equal(on('2027-03-07T23:30:00Z').beforeMonday(7), '2027-02-22')
  assert.equal(on('2027-03-08T00:00:00Z').beforeMonday(7), '2027-03-01')
})

test('a clock that stands before the end of the story does not make the present overtake it', () => {
  assert.equal(on('2026-07-01T10:00:00Z').today, '2026-11-16')
  assert.ok(on('2020-01-01T00:00:00Z').beforeMonday(42) > '2026-10-02')
})

test('nobody works on weekends', () => {
  const { weekdays } = on('2026-11-20T15:00:00Z')
  assert.deepEqual(weekdays('2026-11-13', '2026-11-17'), ['2026-11-13', '2026-11-16', '2026-11-17'])
})

test('the CRM says of every deal that is alive when it should close, and that all others are lost', async () => {
  const before = parse(await exampleFile('deals.csv'), { columns: true }) as Record<string, string>[]
  const now = dealsOfNow(await exampleFile('deals.csv'), on('2026-11-20T15:00:00Z'))
  const rows = parse(now, { columns: true }) as Record<string, string>[]
  assert.equal(rows.length, before.length)
  for (const row of rows) {
    const standing = standings[row['Record ID'] ?? '']
    const stage = standing?.stage ?? (row['Deal probability'] === '1' ? 'Closed Won' : 'Closed Lost')
    assert.equal(row['Deal Stage'], stage)
    if (standing) assert.equal(row['Amount'], standing.amount)
  }
  const portal = rows.find((row) => row['Deal Name'] === 'Bluebird Outfitters: customer portal')
  assert.equal(portal?.['Close Date'], '2026-11-29 17:00')
})
