import type { UnaryTests } from '../feel/compile-tests.ts'
import { matches } from '../feel/compile-tests.ts'
import { parseNumber } from '../feel/number.ts'
import type { Value } from '../feel/value.ts'

/**
 * The value of a cell that is a plain literal: a string without escapes, a number, true, false or null. Most cells of
 * real tables are; they need no parser, which makes a table of thousands of rules compile at once.
 */
export function plainLiteral(text: string): Value | undefined {
  if (text === 'null') return null
  if (text === 'true') return true
  if (text === 'false') return false
  if (/^"[^"\\\n]*"$/.test(text)) return text.slice(1, -1)
  return /^-?(\d{1,34}(\.\d{1,34})?)$/.test(text) ? (parseNumber(text) ?? undefined) : undefined
}

/** The tests of a cell that is `-` or a plain literal. */
export function plainTest(text: string): UnaryTests | undefined {
  if (text === '-') return { test: () => true, shapes: [{ kind: 'any' }], negated: false }
  const value = plainLiteral(text)
  if (value === undefined) return undefined
  return { test: (input) => matches(input, value), shapes: [{ kind: 'value', value }], negated: false }
}
