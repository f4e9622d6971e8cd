/**
 * Money, rates and the one rounding.
 *
 * Money is a whole number of minor units (cents) with its currency. A rate keeps six decimals of the major
 * unit, because prices per hour and per unit may be finer than a cent. No float ever touches either.
 */

export interface Money {
  /** Minor units of the currency: cents for EUR, yen for JPY, fils for KWD. */
  readonly minor: bigint
  /** ISO 4217 code. */
  readonly currency: string
}

/** A price per unit (usually per hour) in major units with up to six decimals, kept as a decimal string. */
export interface Rate {
  readonly amount: string
  readonly currency: string
}

/** Digits after the point of a rate. */
export const RATE_SCALE = 6

const exponents: ReadonlyMap<string, number> = new Map([
  ...'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'
    .split(' ')
    .map((code) => [code, 0] as const),
  ...'BHD IQD JOD KWD LYD OMR TND'.split(' ').map((code) => [code, 3] as const),
  ...'CLF UYW'.split(' ').map((code) => [code, 4] as const),
])

const known = new Set(Intl.supportedValuesOf('currency'))

/** Is this an ISO 4217 currency code? */
export function isCurrency(code: string): boolean {
  return known.has(code)
}

/** How many digits the minor unit of a currency has (ISO 4217): 2 for EUR, 0 for JPY, 3 for KWD. */
export function minorDigits(currency: string): number {
  return exponents.get(currency) ?? 2
}

export function money(minor: bigint, currency: string): Money {
  return { minor, currency }
}

export function zero(currency: string): Money {
  return { minor: 0n, currency }
}

/** The sum; mixed currencies are a programming error, since only an exchange rate may turn one into another. */
export function add(first: Money, ...others: readonly Money[]): Money {
  let minor = first.minor
  for (const other of others) {
    if (other.currency !== first.currency)
      throw new Error(`cannot add ${other.currency} to ${first.currency}`)
    minor += other.minor
  }
  return { minor, currency: first.currency }
}

export function subtract(from: Money, what: Money): Money {
  return add(from, { minor: -what.minor, currency: what.currency })
}

export function negate(amount: Money): Money {
  return { minor: -amount.minor, currency: amount.currency }
}

/** numerator / denominator to the nearest whole number, halves away from zero: the only rounding in the house. */
export function roundedQuotient(numerator: bigint, denominator: bigint): bigint {
  if (denominator === 0n) throw new Error('division by zero in a money calculation')
  const negative = numerator < 0n !== denominator < 0n
  const top = numerator < 0n ? -numerator : numerator
  const bottom = denominator < 0n ? -denominator : denominator
  const quotient = (2n * top + bottom) / (2n * bottom)
  return negative ? -quotient : quotient
}

/** amount x part / whole, rounded once. */
export function prorate(amount: Money, part: bigint, whole: bigint): Money {
  return { minor: roundedQuotient(amount.minor * part, whole), currency: amount.currency }
}

/**
 * Splits an amount by weights so that the parts sum to the whole exactly (largest remainder; ties go to the
 * earlier part). All weights zero is a programming error.
 */
export function split(amount: Money, weights: readonly bigint[]): Money[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0n)
  if (total <= 0n || weights.some((weight) => weight < 0n))
    throw new Error('split needs weights of at least zero, one above')
  const sign = amount.minor < 0n ? -1n : 1n
  const whole = amount.minor * sign
  const parts = weights.map((weight, index) => ({
    index,
    minor: (whole * weight) / total,
    remainder: (whole * weight) % total,
  }))
  let left = whole - parts.reduce((sum, part) => sum + part.minor, 0n)
  const byRemainder = [...parts].sort((a, b) =>
    a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1,
  )
  for (const part of byRemainder) {
    if (left === 0n) break
    part.minor += 1n
    left -= 1n
  }
  return parts.map((part) => ({ minor: part.minor * sign, currency: amount.currency }))
}

/** A decimal text as a whole number of 10^-scale; refuses more digits than the scale holds by returning null. */
export function parseDecimal(text: string, scale: number): bigint | null {
  const match = /^(-?)(\d{1,18})(?:\.(\d+))?$/.exec(text)
  if (!match) return null
  const fraction = (match[3] ?? '').replace(/0+$/, '')
  if (fraction.length > scale) return null
  const units = BigInt((match[2] ?? '0') + fraction.padEnd(scale, '0'))
  return match[1] === '-' ? -units : units
}

/** A whole number of 10^-scale as decimal text with exactly `scale` digits after the point. */
export function formatDecimal(units: bigint, scale: number): string {
  const sign = units < 0n ? '-' : ''
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0')
  return scale === 0 ? sign + digits : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`
}

/** The amount in major units as decimal text: "1234.50". */
export function formatMoney(amount: Money): string {
  return formatDecimal(amount.minor, minorDigits(amount.currency))
}

/**
 * The largest amount that can be given, in minor units. The database keeps nineteen digits; the three that are left
 * make room for sums.
 */
export const AMOUNT_MAX = 10n ** 16n

/** Decimal text in major units as money, or null when it has more digits than the currency or is above AMOUNT_MAX. */
export function parseMoney(text: string, currency: string): Money | null {
  const minor = parseDecimal(text, minorDigits(currency))
  return minor === null || minor > AMOUNT_MAX || minor < -AMOUNT_MAX ? null : { minor, currency }
}

/** Rate x time, rounded once to the minor unit. `minutes` may be negative in a reversal. */
export function rateTimesMinutes(rate: Rate, minutes: number): Money {
  return rateTimes(rate, BigInt(minutes), 60n)
}

/** Rate x part / whole, rounded once to the minor unit of the rate's currency. */
export function rateTimes(rate: Rate, part: bigint, whole: bigint): Money {
  const units = parseDecimal(rate.amount, RATE_SCALE)
  if (units === null) throw new Error(`rate ${rate.amount} has more than ${RATE_SCALE} decimals`)
  const scale = 10n ** BigInt(minorDigits(rate.currency))
  return {
    minor: roundedQuotient(units * scale * part, whole * 10n ** BigInt(RATE_SCALE)),
    currency: rate.currency,
  }
}

/** Digits after the point of an exchange rate. */
export const EXCHANGE_SCALE = 10

/** Converts by "1 unit of the amount's currency = rate units of the other", rounded once. `rate` is decimal text. */
export function convert(amount: Money, rate: string, to: string): Money {
  const units = parseDecimal(rate, EXCHANGE_SCALE)
  if (units === null || units <= 0n)
    throw new Error(`exchange rate ${rate} is not a positive number of at most ${EXCHANGE_SCALE} decimals`)
  const target = 10n ** BigInt(minorDigits(to))
  const source = 10n ** BigInt(minorDigits(amount.currency))
  return {
    minor: roundedQuotient(amount.minor * units * target, source * 10n ** BigInt(EXCHANGE_SCALE)),
    currency: to,
  }
}
