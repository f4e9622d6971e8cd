/** The arithmetic of a quote. Pure: no database, no clock; every rate it needs is handed in. */
import { monthsBetween, type PlainDate } from '#kernel/dates.ts'
import {
  AMOUNT_MAX,
  add,
  convert,
  EXCHANGE_SCALE,
  formatDecimal,
  formatMoney,
  type Money,
  parseDecimal,
  prorate,
  RATE_SCALE,
  rateTimesMinutes,
  roundedQuotient,
  subtract,
  zero,
} from '#kernel/money.ts'

export type BillingMethod = 'fixed_fee' | 'time_and_materials' | 'recurring_fee'

/** The effort of a role in a work package. Rates are decimal text an hour in the line currency. */
export interface Effort {
  readonly workPackage: string
  readonly roleCode: string
  readonly minutes: number
  /** The agreed rate, where it was agreed by hand. */
  readonly billRate?: string | undefined
  /** The rate on the rate card; absent where there is no card or the card does not price the role. */
  readonly cardRate?: string | undefined
  readonly costRate: string
}

/** A line to be priced. Every amount is in the line currency. */
export interface LineTerms {
  readonly billingMethod: BillingMethod
  readonly currency: string
  readonly price?: Money | undefined
  readonly monthlyFee?: Money | undefined
  readonly cap?: Money | undefined
  /** Per cent with up to four decimals. */
  readonly discountPercent?: string | undefined
  readonly startsOn: PlainDate
  readonly endsOn: PlainDate
  readonly details: readonly Effort[]
  readonly milestones: readonly { readonly amount: Money }[]
}

export interface PricedEffort extends Pick<Effort, 'workPackage' | 'roleCode' | 'minutes' | 'costRate'> {
  readonly billRate: string
  readonly listRate: string
}

/** What something is sold for, what it would cost at list price, and what it costs the firm. */
export interface Totals {
  readonly price: Money
  readonly listPrice: Money
  readonly cost: Money
}

export interface PricedLine extends Totals {
  readonly details: readonly PricedEffort[]
}

/** Why a line cannot be priced: a refusal code of this room with its detail. */
export interface PricingRefusal {
  readonly code:
    | 'quote_currency_mismatch'
    | 'quote_amount_not_positive'
    | 'milestones_do_not_sum'
    | 'quote_rate_ambiguous'
  readonly detail: Readonly<Record<string, string>>
}

/** Why a line cannot be priced, or null when it can. */
export function pricingRefusal(line: LineTerms): PricingRefusal | null {
  return amountRefusal(line) ?? milestoneRefusal(line) ?? rateRefusal(line)
}

function amountRefusal(line: LineTerms): PricingRefusal | null {
  const amounts: [string, Money | undefined][] = [
    ['price', line.price],
    ['monthly fee', line.monthlyFee],
    ['cap', line.cap],
    ...line.milestones.map(({ amount }): [string, Money] => ['milestone', amount]),
  ]
  for (const [what, amount] of amounts) {
    if (amount === undefined) continue
    if (amount.currency !== line.currency)
      return {
        code: 'quote_currency_mismatch',
        detail: { what, expected: line.currency, actual: amount.currency },
      }
    if (amount.minor <= 0n) return { code: 'quote_amount_not_positive', detail: { what } }
  }
  return null
}

function milestoneRefusal({ price, milestones, currency }: LineTerms): PricingRefusal | null {
  if (price === undefined) return null
  const sum = add(zero(currency), ...milestones.map(({ amount }) => amount))
  if (sum.minor === price.minor) return null
  return { code: 'milestones_do_not_sum', detail: { sum: formatMoney(sum), price: formatMoney(price) } }
}

/** On time and materials the contract bills a role at one rate; two would leave open what an hour costs. */
function rateRefusal(line: LineTerms): PricingRefusal | null {
  if (line.billingMethod !== 'time_and_materials') return null
  const rates = new Map<string, bigint | null>()
  for (const detail of line.details) {
    const units = parseDecimal(priceEffort(detail, line).billRate, RATE_SCALE)
    const first = rates.get(detail.roleCode)
    if (first !== undefined && first !== units)
      return { code: 'quote_rate_ambiguous', detail: { roleCode: detail.roleCode } }
    rates.set(detail.roleCode, units)
  }
  return null
}

/**
 * The price of a line, by its way of billing:
 * - time and materials: hours at the agreed rates; list price at the card's rates;
 * - fixed fee: the milestones; list price is the effort at the card's rates where every role has one, else the fee;
 * - recurring fee: the discounted fee times the calendar months it touches; list price without the discount.
 * Cost is the effort at its cost rates, always.
 */
export function priceLine(line: LineTerms): PricedLine {
  const { currency } = line
  const details = line.details.map((detail) => priceEffort(detail, line))
  const sum = (rateOf: (detail: PricedEffort) => string): Money =>
    add(
      zero(currency),
      ...details.map((detail) => rateTimesMinutes({ amount: rateOf(detail), currency }, detail.minutes)),
    )
  const cost = sum(({ costRate }) => costRate)
  switch (line.billingMethod) {
    case 'time_and_materials':
      return {
        price: sum(({ billRate }) => billRate),
        listPrice: sum(({ listRate }) => listRate),
        cost,
        details,
      }
    case 'fixed_fee': {
      const price = add(zero(currency), ...line.milestones.map(({ amount }) => amount))
      const isListed = line.details.length > 0 && line.details.every(({ cardRate }) => cardRate !== undefined)
      return { price, listPrice: isListed ? sum(({ listRate }) => listRate) : price, cost, details }
    }
    case 'recurring_fee': {
      const months = BigInt(monthsBetween(line.startsOn, line.endsOn).length)
      const fee = line.monthlyFee ?? zero(currency)
      const price = discounted(fee, line.discountPercent)
      return {
        price: { minor: price.minor * months, currency },
        listPrice: { minor: fee.minor * months, currency },
        cost,
        details,
      }
    }
  }
}

/** The agreed rate is the one given by hand, else the card's less the discount; a role without either is worth nothing. */
function priceEffort(detail: Effort, { discountPercent }: LineTerms): PricedEffort {
  const { workPackage, roleCode, minutes, billRate, cardRate, costRate } = detail
  const listRate = cardRate ?? billRate ?? '0'
  return {
    workPackage,
    roleCode,
    minutes,
    costRate,
    listRate,
    billRate: billRate ?? discountedRate(listRate, discountPercent),
  }
}

const PERCENT_SCALE = 4
const WHOLE = 100n * 10n ** BigInt(PERCENT_SCALE)

/** What is left of the whole after a discount, in ten-thousandths of a per cent. */
function remaining(discountPercent: string | undefined): bigint {
  return WHOLE - (parseDecimal(discountPercent ?? '0', PERCENT_SCALE) ?? 0n)
}

function discounted(amount: Money, discountPercent: string | undefined): Money {
  return prorate(amount, remaining(discountPercent), WHOLE)
}

/** A rate less a discount, rounded to the six decimals a rate has. */
function discountedRate(rate: string, discountPercent: string | undefined): string {
  const units = parseDecimal(rate, RATE_SCALE) ?? 0n
  return formatDecimal(roundedQuotient(units * remaining(discountPercent), WHOLE), RATE_SCALE)
}

/** A rate in another currency, rounded to the six decimals a rate has. */
export function convertRate(rate: string, exchangeRate: string): string {
  const units = (parseDecimal(rate, RATE_SCALE) ?? 0n) * (parseDecimal(exchangeRate, EXCHANGE_SCALE) ?? 0n)
  return formatDecimal(roundedQuotient(units, 10n ** BigInt(EXCHANGE_SCALE)), RATE_SCALE)
}

/** The totals of a quote: each line converted once, then summed. */
export function sumLines(
  lines: readonly Totals[],
  currency: string,
  exchangeRate: (source: string) => string,
): Totals {
  const total = (amountOf: (line: Totals) => Money): Money =>
    add(
      zero(currency),
      ...lines.map((line) => {
        const amount = amountOf(line)
        return convert(amount, exchangeRate(amount.currency), currency)
      }),
    )
  return {
    price: total(({ price }) => price),
    listPrice: total(({ listPrice }) => listPrice),
    cost: total(({ cost }) => cost),
  }
}

/** Is one of the totals more than an amount of money may be? */
export function isTooLarge({ price, listPrice, cost }: Totals): boolean {
  return [price, listPrice, cost].some(({ minor }) => minor > AMOUNT_MAX)
}

export interface Figures extends Totals {
  readonly discountPercent: string
  readonly margin: Money
  readonly marginPercent: string
}

/** Totals with what people look at first: discount and margin. */
export function figuresOf({ price, listPrice, cost }: Totals): Figures {
  const margin = subtract(price, cost)
  return {
    price,
    listPrice,
    discountPercent: percentOf(listPrice.minor - price.minor, listPrice.minor),
    cost,
    margin,
    marginPercent: percentOf(margin.minor, price.minor),
  }
}

/** part / whole in per cent with two decimals; nothing of nothing is 0.00. */
export function percentOf(part: bigint, whole: bigint): string {
  return whole === 0n ? '0.00' : formatDecimal(roundedQuotient(part * 10_000n, whole), 2)
}
