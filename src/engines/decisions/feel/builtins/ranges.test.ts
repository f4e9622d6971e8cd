import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compileExpression } from '../expression.ts'

const clock = { now: Temporal.Instant.from('2026-03-29T10:00:00Z'), zone: 'Europe/Berlin' }

/** Range and context functions: DMN tables 78 and 81. */
const table: readonly (readonly [expression: string, value: unknown])[] = [
  ['before(1,10)', true],
  ['before(10,1)', false],
  ['before([1..10],10)', false],
  ['before(1,[2..5])', true],
  ['before([1..10),[10..20])', true],
  ['after([5..10],[1..5))', true],
  ['after(12,[2..5])', true],
  ['meets([1..5],[5..10])', true],
  ['meets([1..5),[5..10])', false],
  ['met by([5..10],[1..5])', true],
  ['overlaps([1..5],[3..8])', true],
  ['overlaps([1..5],[6..8])', false],
  ['overlaps([1..5),[5..8])', false],
  ['overlaps before([1..5],[3..8])', true],
  ['overlaps before([1..5],[1..5])', false],
  ['overlaps before([1..5],[1..5))', false],
  ['overlaps before([1..5),[1..5])', false],
  ['overlaps after([3..8],[1..5])', true],
  ['overlaps after([1..5],(1..5])', false],
  ['finishes(10,[1..10])', true],
  ['finishes([5..10],[1..10])', true],
  ['finished by([1..10],10)', true],
  ['includes([1..10],5)', true],
  ['includes([1..10],[4..6])', true],
  ['includes([1..10),[1..10])', false],
  ['during(5,[1..10])', true],
  ['during([4..6],[1..10])', true],
  ['starts(1,[1..10])', true],
  ['starts([1..5],[1..10])', true],
  ['started by([1..10],1)', true],
  ['coincides(5,5)', true],
  ['coincides([1..5],[1..5])', true],
  ['coincides([1..5),[1..5])', false],
  ['get value({a:1},"a")', 1],
  ['get value({a:1},"b")', null],
  ['get value(null,"a")', null],
  ['get value({a:{b:2}},["a","b"])', 2],
  ['get entries({a:1})', [{ key: 'a', value: 1 }]],
  ['context([{key:"a",value:1}])', { a: 1 }],
  ['context([{key:"a",value:1},{key:"a",value:2}])', null],
  ['context put({a:1},"b",2)', { a: 1, b: 2 }],
  ['context put({a:1},["b"],2)', { a: 1, b: 2 }],
  ['context put(null,"b",2)', null],
  ['context merge([{a:1},{b:2}])', { a: 1, b: 2 }],
  ['range("[1..3]")', '[1..3]'],
  ['range("[\\"a\\"..\\"b\\"]")', '["a".."b"]'],
  ['range("(..3]")', '<=3'],
  ['range("[3..1]")', null],
]

for (const [expression, value] of table) {
  test(`${expression} is ${JSON.stringify(value)}`, () => {
    assert.deepEqual(compileExpression(expression).evaluate({}, clock), value)
  })
}
