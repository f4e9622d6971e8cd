import assert from 'node:assert/strict'
import { test } from 'node:test'
import { counterYear, fiscalYearOf, formatRefusal, numberShape } from './number-format.ts'

test('a format has one number, at most years, and signs every system keeps', () => {
  const rows: readonly (readonly [string, string | null])[] = [
    ['DE-{year}-{number:5}', null],
    ['{number}', null],
    ['INV/{yy}/{number:4}', null],
    ['DE-{year}', 'series_format_invalid'],
    ['{number}{number}', 'series_format_invalid'],
    ['{year:3}-{number}', 'series_format_invalid'],
    ['{month}-{number}', 'series_format_invalid'],
    ['Ä-{number}', 'series_format_invalid'],
    [`${'x'.repeat(55)}{number}`, 'series_format_invalid'],
  ]
  for (const [format, refusal] of rows) assert.equal(formatRefusal(format), refusal, format)
})

test('a fiscal year is named by the year in which it ends', () => {
  const rows: readonly (readonly [string, number, number])[] = [
    ['2026-01-01', 1, 2026],
    ['2026-12-31', 1, 2026],
    ['2026-03-31', 4, 2026],
    ['2026-04-01', 4, 2027],
    ['2026-12-31', 12, 2027],
    ['2026-11-30', 12, 2026],
  ]
  for (const [date, month, year] of rows)
    assert.equal(fiscalYearOf(date, month), year, `${date} from month ${month}`)
})

test('a format without a year counts on for ever', () => {
  assert.equal(counterYear('{number}', '2026-03-31', 1), 0)
  assert.equal(counterYear('{yy}{number}', '2026-03-31', 1), 2026)
})

test('the year is filled in, in two digits or four', () => {
  assert.deepEqual(numberShape('DE-{year}-{number:5}', 2026), { prefix: 'DE-2026-', digits: 5, suffix: '' })
  assert.deepEqual(numberShape('{yy}/{number}/S', 2026), { prefix: '26/', digits: 1, suffix: '/S' })
})
