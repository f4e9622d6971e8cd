import { Decimal } from 'decimal.js'

/**
 * FEEL numbers: IEEE 754-2008 decimal128 as DMN 10.3.2.3.1 asks, that is 34 digits, half-even.
 * An own clone, so that nobody else's settings of decimal.js change ours.
 */
export const Num = Decimal.clone({
  precision: 34,
  rounding: Decimal.ROUND_HALF_EVEN,
  maxE: 6144,
  minE: -6143,
  toExpNeg: -6143,
  toExpPos: 6145,
  defaults: true,
})
export type Num = Decimal

export const ZERO: Num = new Num(0)
export const ONE: Num = new Num(1)

/** A number, or null where decimal128 has none: NaN and the infinities do not exist in FEEL. */
export function finite(value: Num): Num | null {
  if (!value.isFinite()) return null
  return value.isZero() && value.isNegative() ? ZERO : value
}

/** Reads a decimal literal; more than 34 digits are rounded half-even. Null when it is none or out of range. */
export function parseNumber(text: string): Num | null {
  if (!/^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/.test(text)) return null
  return finite(rounded(new Num(text)))
}

/** The same value with at most 34 digits. The constructor of decimal.js keeps all digits of its argument. */
export function rounded(value: Num): Num {
  return value.precision() > 34 ? value.toSignificantDigits(34) : value
}

/** A whole number as a JavaScript number, or null when it has a fraction or is not safe to count with. */
export function wholeNumber(value: Num): number | null {
  if (!value.isInteger()) return null
  const n = value.toNumber()
  return Number.isSafeInteger(n) ? n : null
}

/** Plain decimal digits, never an exponent: `1E3` is written `1000`. */
export function formatNumber(value: Num): string {
  return value.toFixed()
}

/**
 * The order of two numbers, negative, zero or positive. As `cmp` of decimal.js, which copies its argument first: most
 * of what a decision table does is comparing.
 */
export function compareNumbers(a: Num, b: Num): number {
  const sign = a.isZero() ? 0 : a.s
  const other = b.isZero() ? 0 : b.s
  if (sign !== other) return sign - other
  if (sign === 0) return 0
  if (a.e !== b.e) return a.e > b.e ? sign : -sign
  const length = Math.min(a.d.length, b.d.length)
  for (let i = 0; i < length; i += 1) {
    const difference = (a.d[i] ?? 0) - (b.d[i] ?? 0)
    if (difference !== 0) return difference > 0 ? sign : -sign
  }
  return (a.d.length - b.d.length) * sign
}
