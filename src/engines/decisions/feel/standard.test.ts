import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compileExpression } from './expression.ts'

const clock = { now: Temporal.Instant.from('2026-01-15T12:00:00Z'), zone: 'UTC' }

type Table = readonly (readonly [expression: string, value: unknown])[]

/** Equality, three-valued logic, membership. */
const logic: Table = [
  ['duration("P1D") = duration("PT24H")', true],
  ['duration("P1Y") = null', false],
  ['[1..2] = [1..2]', true],
  ['{} = []', null],
  ['[] = 0', null],
  ['100 = "100"', null],
  ['"foo" = 100', null],
  ['true != null', true],
  ['null != null', false],
  ['false and null', false],
  ['true or null', true],
  ['null or null', null],
  ['true or "foo"', true],
  ['not(1)', null],
  ['not("true")', null],
  ['not(true, false)', null],
  ['not()', null],
  ['not(negand: true)', false],
  ['1 in [2,3,1]', true],
  ['1 in 1', true],
  ['5 between 1 and 10', true],
]

/** `instance of`: functions stand in for each other by what they take and give. */
const types: Table = [
  ['null instance of number', false],
  ['[1,"a"] instance of list<number>', false],
  ['{a:1} instance of context<b: number>', false],
  ['{} instance of context', true],
  ['[1..2] instance of range<number>', true],
  ['(function(x) x) instance of function<Any>->Any', true],
  ['duration("P1D") instance of days and time duration', true],
  ['date("2020-01-01") instance of date', true],
  ['date and time("2020-01-01T00:00:00") instance of date and time', true],
  ['date and time("2020-01-01T00:00:00") instance of date', false],
  ['time("10:00:00") instance of time', true],
  ['[] instance of list<number>', true],
  ['(1) instance of string', false],
  ['@"P1D" instance of days and time duration', true],
  ['null instance of function<> -> Any', false],
  [
    '(function(a: list<number>) {b: "b", c: "c", d: "d"}) instance of function<list<number>>->context<b: string, c: string>',
    true,
  ],
  [
    '(function(a: list<number>) {b: "b"}) instance of function<list<number>>->context<b: string, c: string>',
    false,
  ],
  [
    '(function(a: context<a: string>) {b: "b", c: "c"}) instance of function<context<a: string, b: string>>->context<b: string>',
    true,
  ],
  [
    '(function(a: context<a: string, b: string>) "foo") instance of function<context<a: string>>->string',
    false,
  ],
  ['(function() "foo") instance of function<>->string', true],
  ['{a: null} instance of context<a: string>', true],
]

/** Properties, paths, iteration, filters, calls of what is no function. */
const structures: Table = [
  ['date("2018-12-10").weekday', 1],
  ['date("2018-12-10").hour', null],
  ['date and time("2018-12-10T10:30:00+05:00").time offset', 'PT5H'],
  ['date and time("2018-12-10T10:30:00@Etc/UTC").timezone', 'Etc/UTC'],
  ['date and time("2018-12-10T10:30:00+05:00").timezone', null],
  ['date and time("2018-12-10T10:30:00").time offset', null],
  ['time("10:30:00").hour', 10],
  ['time("10:30:00").time offset', null],
  ['duration("P1Y2M").years', 1],
  ['duration("P1Y2M").days', null],
  ['duration("P2DT20H14M").hours', 20],
  ['duration("-P2DT20H14M").hours', -20],
  ['duration("P1D").years', null],
  ['duration("P1Y").months', 0],
  ['[1..2].start', 1],
  ['[1..2].start included', true],
  ['(1..2).end included', false],
  ['{a: {b: 1}}.a.b', 1],
  ['{a: 1}.b', null],
  ['for i in 1..3 return i', [1, 2, 3]],
  ['for i in [1,2], j in [3,4] return i*j', [3, 4, 6, 8]],
  ['for i in (1..4) return i', [2, 3]],
  ['some i in [1,2] satisfies i > 1', true],
  ['every i in [] satisfies i > 1', true],
  ['some i in [] satisfies i > 1', false],
  ['some i in 1..3 satisfies i = 2', true],
  ['[1,2,3][item > 1]', [2, 3]],
  ['[1,2,3][1]', 1],
  ['[1,2,3][-1]', 3],
  ['1[true]', [1]],
  ['1[false]', []],
  ['[{a:1},{a:2}][a=2]', [{ a: 2 }]],
  ['non_existing_function()', null],
  ['null()', null],
  ['"some_func"()', null],
  ['"abs"(-1)', null],
  ['@"2023-11-11"()', null],
  ['123()', null],
  ['true()', null],
  ['{foo+bar: "foo"}', { 'foo+bar': 'foo' }],
  ['{"": "foo"}', { '': 'foo' }],
  ['{foo bar: "foo"}', { 'foo bar': 'foo' }],
  ['{foo: "bar", foo: "baz"}', null],
  ['1.5 * @"P4DT1H"', 'P6DT1H30M'],
  ['-2.5 * @"P1Y11M"', '-P4Y9M'],
  ['@"P10Y11M" / -2.5', '-P4Y4M'],
  ['@"P10D" / @"P0Y"', null],
  ['0 * @"P1D"', 'PT0S'],
  ['[1..10[.start included', true],
  [']1..10].start included', false],
  ['(function (a) function(b) a*b)(2)(3)', 6],
  ['[{a: {b: 1}}, {a: {b: [2.1, 2.2]}}].a.b', [1, [2.1, 2.2]]],
]

/** Functions of contexts. */
const contexts: Table = [
  ['get value({a:1},null)', null],
  ['get value({a:{b:1}},["a","b"])', 1],
  ['get value(m: {a:1}, key: "a")', 1],
  [
    'get entries({a:1,b:2})',
    [
      { key: 'a', value: 1 },
      { key: 'b', value: 2 },
    ],
  ],
  ['get entries({})', []],
  ['get entries(m: {a:1})', [{ key: 'a', value: 1 }]],
  ['context({key:"a",value:1})', { a: 1 }],
  ['context([])', {}],
  ['context(null)', null],
  ['context([{key:"a"}])', null],
  ['context([{key:"a",value:null}])', { a: null }],
  ['context([{key:null,value:1}])', null],
  ['context(entries: [{key:"a",value:1}])', { a: 1 }],
  ['context put({a:1},"a",2)', { a: 2 }],
  ['context put({a:1, b:2},"a",3)', { a: 3, b: 2 }],
  ['context put({a:{b:1}},["a","b"],2)', { a: { b: 2 } }],
  ['context put({a:1},[],2)', null],
  ['context put({a:1},null,2)', null],
  ['context put({}, ["a"], 1)', { a: 1 }],
  ['context put({}, [1], 1)', null],
  ['context put({}, ["a",null], 1)', null],
  ['context put(null, "a", 1)', null],
  ['context put(null, ["a"], 1)', null],
  ['context put(context: {x:1}, keys: ["y"], value: 2)', { x: 1, y: 2 }],
  ['context put(context: {x:1}, key: "y", value: 2)', { x: 1, y: 2 }],
  ['context merge([{a:1},{a:2}])', { a: 2 }],
  ['context merge([])', {}],
  ['context merge(null)', null],
  ['context merge({a:1})', { a: 1 }],
  ['context merge(contexts: [{a:1}])', { a: 1 }],
  ['{a: 1, b: a + 1}', { a: 1, b: 2 }],
  ['context put(context: {x:1, y: {a: 0} }, key: ["y", "a"], value: 2)', null],
  ['context put({x:1, y: {a: 0}}, ["y", "a", "b", "c"], 2)', null],
]

for (const [expression, value] of [...logic, ...types, ...structures, ...contexts]) {
  test(`${expression} is ${JSON.stringify(value)}`, () => {
    assert.deepEqual(compileExpression(expression).evaluate({}, clock), value)
  })
}
