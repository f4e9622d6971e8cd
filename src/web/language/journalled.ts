/** The journal keeps amounts as the books do, in minor units; people read money. */
import { formatDecimal, minorDigits } from '#kernel/money.ts'
import type { WireMoney } from '../words/format.ts'

type Facts = Readonly<Record<string, unknown>>

const ending = /Minor$/

/** The same facts with money in place of minor units: of `{ minor, currency }`, and of `netMinor` beside a `currency`. */
export function withMoney(facts: Facts): Facts {
  const { currency } = facts
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => {
      if (ending.test(name) && typeof currency === 'string')
        return [name.replace(ending, ''), moneyOf(value, currency) ?? value]
      return [name, inner(value)]
    }),
  )
}

function inner(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('minor' in value) || !('currency' in value))
    return value
  return moneyOf(value.minor, String(value.currency)) ?? value
}

const whole = /^-?\d+$/

function moneyOf(minor: unknown, currency: string): WireMoney | null {
  if (!whole.test(String(minor))) return null
  return { amount: formatDecimal(BigInt(String(minor)), minorDigits(currency)), currency }
}
