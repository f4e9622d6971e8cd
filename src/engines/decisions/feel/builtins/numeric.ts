import { Decimal } from 'decimal.js'
import { negate } from '../arithmetic.ts'
import { DaysTime } from '../duration.ts'
import { finite, Num, wholeNumber } from '../number.ts'
import type { Value } from '../value.ts'
import { define, duration, number, type Overload, one, optional } from './define.ts'

/** The scales decimal128 has (DMN table 75). */
const SCALE_MIN = -6111
const SCALE_MAX = 6176

/** Rounds to a number of decimal places, which may be negative: -2 rounds to hundreds. Its own fraction is left out. */
function round(value: Num, scale: Num, mode: Decimal.Rounding): Value {
  const places = wholeNumber(scale.trunc())
  if (places === null || places < SCALE_MIN || places > SCALE_MAX) return null
  if (places >= 0) return finite(value.toDecimalPlaces(places, mode))
  const unit = new Num(10).pow(-places)
  return finite(value.div(unit).toDecimalPlaces(0, mode).times(unit))
}

function rounding(name: string, mode: Decimal.Rounding): Overload {
  return define(name, [one('n', number), one('scale', number)], (_, n, scale) => round(n, scale, mode))
}

const ZERO_PLACES = new Num(0)

/** The remainder with the sign of the divisor: `modulo(-12, 5) = 3`. */
function modulo(dividend: Num, divisor: Num): Value {
  if (divisor.isZero()) return null
  const remainder = dividend.mod(divisor)
  const adjust = !remainder.isZero() && remainder.isNegative() !== divisor.isNegative()
  return finite(adjust ? remainder.plus(divisor) : remainder)
}

function isOdd(n: Num): Value {
  return n.isInteger() ? !n.mod(2).isZero() : null
}

export const numeric: readonly Overload[] = [
  rounding('decimal', Decimal.ROUND_HALF_EVEN),
  rounding('round up', Decimal.ROUND_UP),
  rounding('round down', Decimal.ROUND_DOWN),
  rounding('round half up', Decimal.ROUND_HALF_UP),
  rounding('round half down', Decimal.ROUND_HALF_DOWN),
  define('floor', [one('n', number), optional('scale', number)], (_, n, scale) =>
    round(n, scale ?? ZERO_PLACES, Decimal.ROUND_FLOOR),
  ),
  define('ceiling', [one('n', number), optional('scale', number)], (_, n, scale) =>
    round(n, scale ?? ZERO_PLACES, Decimal.ROUND_CEIL),
  ),
  define('abs', [one('n', number)], (_, n) => n.abs()),
  define('abs', [one('n', duration)], (_, n) => {
    const negative = n instanceof DaysTime ? n.nanoseconds < 0n : n.months < 0
    return negative ? (negate(n) ?? null) : n
  }),
  define('modulo', [one('dividend', number), one('divisor', number)], (_, a, b) => modulo(a, b)),
  define('sqrt', [one('number', number)], (_, n) =>
    n.isNegative() && !n.isZero() ? null : finite(n.sqrt()),
  ),
  define('log', [one('number', number)], (_, n) => (n.isPositive() && !n.isZero() ? finite(n.ln()) : null)),
  define('exp', [one('number', number)], (_, n) => finite(n.exp())),
  define('odd', [one('number', number)], (_, n) => isOdd(n)),
  define('even', [one('number', number)], (_, n) => (n.isInteger() ? n.mod(2).isZero() : null)),
]
