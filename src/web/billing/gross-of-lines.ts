/** What parts of an invoice come to with their tax, as the server takes them back: in whole minor units, tax once a code. */
import { formatMoney, type Money, money, parseMoney, prorate } from '#kernel/money.ts'
import type { WireMoney } from '../words/format.ts'

interface Line {
  readonly lineNo: number
  readonly taxCode: string
  readonly net: WireMoney
  readonly credited: WireMoney
}

export interface TaxedLines {
  readonly currency: string
  readonly lines: readonly Line[]
  readonly taxes: readonly { readonly taxCode: string; readonly net: WireMoney; readonly tax: WireMoney }[]
}

/** A line and so much of it without tax; all that is left of it where no amount is given. */
export interface Part {
  readonly lineNo: number
  readonly amount?: WireMoney | undefined
}

export interface Gross {
  readonly net: WireMoney
  readonly tax: WireMoney
  readonly gross: WireMoney
}

const minorOf = ({ amount, currency }: WireMoney) => parseMoney(amount, currency)?.minor ?? 0n
const wire = (amount: Money): WireMoney => ({ amount: formatMoney(amount), currency: amount.currency })
const sum = (amounts: readonly bigint[]) => amounts.reduce((total, one) => total + one, 0n)
const leftOf = ({ net, credited }: Line) => minorOf(net) - minorOf(credited)

/**
 * Of each tax code so much tax that all that was credited of it has taken its share of the whole, as the note itself
 * reckons: so what is shown before is what is proposed, to the cent.
 */
export function grossOf({ currency, lines, taxes }: TaxedLines, parts: readonly Part[]): Gross {
  const nowOf = (line: Line) => {
    const part = parts.find(({ lineNo }) => lineNo === line.lineNo)
    return part ? (part.amount ? minorOf(part.amount) : leftOf(line)) : 0n
  }
  const net = sum(lines.map(nowOf))
  const tax = sum(
    taxes.map(({ taxCode, net: taxed, tax: charged }) => {
      const of = lines.filter((line) => line.taxCode === taxCode)
      const before = sum(of.map(({ credited }) => minorOf(credited)))
      const upTo = (part: bigint) =>
        minorOf(taxed) === 0n ? 0n : prorate(money(minorOf(charged), currency), part, minorOf(taxed)).minor
      return upTo(before + sum(of.map(nowOf))) - upTo(before)
    }),
  )
  return {
    net: wire(money(net, currency)),
    tax: wire(money(tax, currency)),
    gross: wire(money(net + tax, currency)),
  }
}

/** All that is left of every line. */
export const everything = ({ lines }: Pick<TaxedLines, 'lines'>): Part[] =>
  lines.filter((line) => leftOf(line) > 0n).map(({ lineNo }) => ({ lineNo }))

/** The smaller of two amounts of one currency. */
export const atMost = (amount: WireMoney, limit: WireMoney): WireMoney =>
  minorOf(amount) > minorOf(limit) ? limit : amount
