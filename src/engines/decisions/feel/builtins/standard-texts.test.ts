import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compileExpression } from '../expression.ts'

const clock = { now: Temporal.Instant.from('2026-01-15T12:00:00Z'), zone: 'UTC' }

type Table = readonly (readonly [expression: string, value: unknown])[]

/** Strings; positions count characters. */
const texts: Table = [
  ['substring("foobar",3)', 'obar'],
  ['substring("\\U01F40Eab", 2)', 'ab'],
  ['substring("foobar", 1, 99)', 'foobar'],
  ['substring(string: "foobar", start position: 3, length: 3)', 'oba'],
  ['string length("\\U01F40Eab")', 3],
  ['string length(1)', null],
  ['lower case("aBc4")', 'abc4'],
  ['replace("banana","a","o")', 'bonono'],
  ['contains("foobar","")', true],
  ['ends with("foobar","r")', true],
  ['split("John Doe","\\s")', ['John', 'Doe']],
  ['string join(["a","b","c"],"_and_")', 'a_and_b_and_c'],
  ['string join(["a","b","c"],"")', 'abc'],
  ['string join(["a","b","c"],null)', 'abc'],
  ['string join(["a"],"X")', 'a'],
  ['string join(["a",null,"c"],"X")', 'aXc'],
  ['string join([],"X")', ''],
  ['string join(["a","b","c"])', 'abc'],
  ['string join("a", "X")', 'a'],
  ['string("x")', 'x'],
  ['string(1.10)', '1.1'],
  ['string([1,"a",null])', '[1, "a", null]'],
  ['string({a: "foo"})', '{a: "foo"}'],
  ['string(date("2018-12-10"))', '2018-12-10'],
  ['string(duration("P1D"))', 'P1D'],
  ['number("1 000,0"," ",",")', 1000],
  ['number("1,000.0",",",".")', 1000],
  ['number("1.000.000,5",".",",")', 1000000.5],
  ['number("1,000.0", ",", ",")', null],
  ['number("1000.5", null, ".") ', 1000.5],
  ['number("1000.5", null, null) ', 1000.5],
  ['number(from: "1", grouping separator: " ", decimal separator: ".")', 1],
  ['number("x")', null],
  ['number(null, ",", ".")', null],
  ['number("1")', 1],
]

/** Patterns in the dialect of XPath. */
const patterns: Table = [
  ['split("a,b", null)', null],
  ['matches("abc", "[")', null],
  ['matches("abracadabra", "^a.*a$")', true],
  ['matches("hello", "hello ", "x")', true],
  ['matches("a\\nb", "a.b", "s")', true],
  ['matches("a\\nb", "^b$", "m")', true],
  ['matches("a.b", "a.b", "q")', true],
  ['matches("x", "x", "p")', null],
  ['replace("abracadabra", "bra", "*")', 'a*cada*'],
  ['replace("abracadabra", "a.*a", "*")', '*'],
  ['replace("abracadabra", "a.*?a", "*")', '*c*bra'],
  ['replace("abracadabra", "a", "")', 'brcdbr'],
  ['replace("abracadabra", "a(.)", "a$1$1")', 'abbraccaddabbra'],
  ['replace("abracadabra", ".*?", "$1")', null],
  ['replace("AAAA", "A+", "b")', 'b'],
  ['replace("AAAA", "A+?", "b")', 'bbbb'],
  ['replace("darted", "^(.*?)d(.*)$", "$1c$2")', 'carted'],
  ['replace("reluctant", "r.*?t", "X")', 'Xant'],
  ['replace("abc", "[a-z]#", "#")', 'abc'],
  ['replace("a/b/c", "/", "$", "q")', 'a$b$c'],
  ['replace("abc", "b", "$x")', null],
  ['replace("0123456789","(\\d{3})(\\d{3})(\\d{4})","($1) $2-$3")', '(012) 345-6789'],
  ['replace("abc", "[a-z-[b]]", "x")', 'xbx'],
  ['matches("\\u212a", "k", "i")', true],
  ['matches("abc", "\\p{Ll}+")', true],
]

for (const [expression, value] of [...texts, ...patterns]) {
  test(`${expression} is ${JSON.stringify(value)}`, () => {
    assert.deepEqual(compileExpression(expression).evaluate({}, clock), value)
  })
}
