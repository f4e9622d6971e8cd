import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compileExpression } from '../expression.ts'

const clock = { now: Temporal.Instant.from('2026-03-29T10:00:00Z'), zone: 'Europe/Berlin' }

/** Numeric and calendar functions: DMN tables 76, 77 and 79. */
const table: readonly (readonly [expression: string, value: unknown])[] = [
  ['decimal(1/3,2)', 0.33],
  ['decimal(1.5,0)', 2],
  ['decimal(2.5,0)', 2],
  ['decimal(128,-1)', 130],
  ['floor(1.5)', 1],
  ['floor(-1.56,1)', -1.6],
  ['ceiling(-1.5)', -1],
  ['ceiling(1.56,1)', 1.6],
  ['round up(5.5,0)', 6],
  ['round up(-1.126,2)', -1.13],
  ['round down(-5.5,0)', -5],
  ['round half up(-2.5,0)', -3],
  ['round half down(5.5,0)', 5],
  ['round half down(1.125,2)', 1.12],
  ['abs(-10)', 10],
  ['abs(@"-PT5H")', 'PT5H'],
  ['modulo(12,5)', 2],
  ['modulo(-12,5)', 3],
  ['modulo(12,-5)', -3],
  ['modulo(10.1,4.5)', 1.1],
  ['modulo(-10.1,4.5)', 3.4],
  ['modulo(1,0)', null],
  ['sqrt(16)', 4],
  ['sqrt(-3)', null],
  ['log(10)', '2.302585092994045684017991454684364'],
  ['log(0)', null],
  ['exp(5)', '148.4131591025766034211155800405523'],
  ['odd(5)', true],
  ['odd(2.5)', null],
  ['even(2)', true],
  ['is(date("2012-12-25"),time("23:00:50"))', false],
  ['is(1,1)', true],
  ['is(null,null)', true],
  ['is(time("23:00:50z"),time("23:00:50"))', false],
  ['is(time("23:00:50z"),time("23:00:50+00:00"))', true],
  ['is(1,"1")', false],
  ['day of year(date(2019,9,17))', 260],
  ['day of week(date(2019,9,17))', 'Tuesday'],
  ['month of year(date(2019,9,17))', 'September'],
  ['week of year(date(2019,9,17))', 38],
  ['week of year(date(2003,12,29))', 1],
]

for (const [expression, value] of table) {
  test(`${expression} is ${JSON.stringify(value)}`, () => {
    assert.deepEqual(compileExpression(expression).evaluate({}, clock), value)
  })
}
