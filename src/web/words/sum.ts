/** Sums of amounts as they travel: exact, and never across currencies. */
import { add, formatMoney, type Money, parseMoney } from '#kernel/money.ts'
import type { WireMoney } from './format.ts'

/** One sum a currency, in the order of their codes; nothing for nothing. */
export function sumByCurrency(amounts: readonly WireMoney[]): WireMoney[] {
  const sums = new Map<string, Money>()
  for (const { amount, currency } of amounts) {
    const read = parseMoney(amount, currency)
    if (!read) continue
    const before = sums.get(currency)
    sums.set(currency, before ? add(before, read) : read)
  }
  return [...sums.values()].sort((a, b) => a.currency.localeCompare(b.currency)).map(toWire)
}

/** `first` less `second`, of one currency. */
export function lessOf(first: WireMoney, second: WireMoney): WireMoney {
  const [a, b] = [parseMoney(first.amount, first.currency), parseMoney(second.amount, second.currency)]
  return a && b ? toWire({ minor: a.minor - b.minor, currency: a.currency }) : first
}

/** -1, 0 or 1. */
export function signOf({ amount }: WireMoney): number {
  if (/^-?0*\.?0*$/.test(amount)) return 0
  return amount.startsWith('-') ? -1 : 1
}

/** The other side of zero. */
export const negated = (money: WireMoney): WireMoney => ({
  currency: money.currency,
  amount: money.amount.startsWith('-')
    ? money.amount.slice(1)
    : signOf(money) === 0
      ? money.amount
      : `-${money.amount}`,
})

/** The share of a whole, from 0 to 1, for bars: never for money. */
export function shareOf(part: WireMoney, whole: WireMoney): number {
  const [a, b] = [parseMoney(part.amount, part.currency), parseMoney(whole.amount, whole.currency)]
  if (!a || !b || b.minor <= 0n || a.minor <= 0n) return 0
  const perMille = (a.minor * 1000n) / b.minor
  return perMille > 1000n ? 1 : Number.parseInt(String(perMille), 10) / 1000
}

/** An amount in minor units for a drawing, exact as far as a number is; and back, for what is written on its axis. */
export function minorForDrawing(money: WireMoney | undefined): number {
  const read = money && parseMoney(money.amount, money.currency)
  return read ? Number.parseInt(String(read.minor), 10) : 0
}
export const moneyOfDrawing = (minor: number, currency: string): WireMoney =>
  toWire({ minor: BigInt(Math.round(minor)), currency })

const toWire = (money: Money): WireMoney => ({ amount: formatMoney(money), currency: money.currency })
