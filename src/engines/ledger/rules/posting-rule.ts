/**
 * Posting rules: pure functions from the facts of an event to the lines of its entry.
 *
 * A rule speaks of accounts by their roles and takes amounts with their functional value, so it knows neither a
 * firm's chart nor an exchange rate. Every rule is checked: lines that do not balance are a fault.
 */
import { type Money, prorate } from '#kernel/money.ts'
import { type Dimensions, type DocumentRef, imbalanceOf, type NewLine, saysSomething } from '../entry.ts'

/** An amount with what it is worth in the functional currency of the book. Facts carry them above zero. */
export interface Valued {
  readonly amount: Money
  readonly functional: bigint
}

/** What all lines of an entry are about. */
export interface About extends Dimensions {
  readonly document?: DocumentRef | undefined
}

export interface PostingRule<Facts> {
  /** The name the entry keeps, and part of what makes it unique. */
  readonly name: string
  readonly lines: (facts: Facts) => NewLine[]
}

/** Declares a rule; what it gives is checked to balance, and lines of nothing are left out. */
export function postingRule<Facts>(name: string, give: (facts: Facts) => NewLine[]): PostingRule<Facts> {
  return {
    name,
    lines(facts) {
      const lines = give(facts).filter(saysSomething)
      const imbalance = imbalanceOf(lines)
      if (imbalance !== null) {
        throw new Error(`posting rule ${name} does not balance: functional ${imbalance.functional}`)
      }
      return lines
    },
  }
}

export function debit(role: string, { amount, functional }: Valued, about: About): NewLine {
  return { ...about, account: { role }, amount, functional }
}

export function credit(role: string, value: Valued, about: About): NewLine {
  return debit(role, minus(value), about)
}

export function minus({ amount, functional }: Valued): Valued {
  return { amount: { minor: -amount.minor, currency: amount.currency }, functional: -functional }
}

/** What is left of a value without a part of it. */
export function without(whole: Valued, part: Valued): Valued {
  if (whole.amount.currency !== part.amount.currency) {
    throw new Error(`cannot take ${part.amount.currency} from ${whole.amount.currency}`)
  }
  const { minor, currency } = whole.amount
  return {
    amount: { minor: minor - part.amount.minor, currency },
    functional: whole.functional - part.functional,
  }
}

/** The part of a value that has the given amount, worth its share; the whole when it is not more than that. */
export function upTo(value: Valued, minor: bigint): Valued {
  if (value.amount.minor <= minor) return value
  const { currency } = value.amount
  if (minor <= 0n) return nothing(currency)
  const functional = prorate({ minor: value.functional, currency }, minor, value.amount.minor).minor
  return { amount: { minor, currency }, functional }
}

export function nothing(currency: string): Valued {
  return { amount: { minor: 0n, currency }, functional: 0n }
}

/**
 * The lines with the exchange difference they leave: a loss is debited, a gain credited, with the amount zero, since
 * it is a matter of value only (IAS 21.28).
 */
export function withExchangeDifference(lines: readonly NewLine[], currency: string, about: About): NewLine[] {
  const left = lines.reduce((sum, line) => sum + line.functional, 0n)
  if (left === 0n) return [...lines]
  const role = left < 0n ? 'exchange_loss' : 'exchange_gain'
  return [...lines, { ...about, account: { role }, amount: { minor: 0n, currency }, functional: -left }]
}
