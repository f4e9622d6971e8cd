/** All that is printed on an invoice, as data. Whoever bills fills it; the renderer adds words and looks, no facts. */
import type { PlainDate } from '#kernel/dates.ts'
import { add, type Money, type Rate, subtract, zero } from '#kernel/money.ts'
import type { Logo } from './logo.ts'

/** A fact with its name: a tax number, a bank code, a reference. */
export interface Labelled {
  readonly label: string
  readonly value: string
}

export interface InvoiceParty {
  readonly name: string
  /** Address lines as the post wants them, without the name. */
  readonly address: readonly string[]
  readonly taxIds: readonly Labelled[]
}

export interface InvoiceSeller extends InvoiceParty {
  /** SVG as text, or PNG or JPEG as bytes. The name stands in its place when absent. */
  readonly logo?: Logo
  /** The colour of headings and rules, #rrggbb. */
  readonly accent?: string
  readonly contact: readonly Labelled[]
  /** What the law wants at the foot of a letter: register, court, directors. */
  readonly registration: readonly string[]
}

export interface InvoiceLine {
  readonly description: string
  readonly detail?: string
  /**
   * Decimal text with its unit; absent where only the amount counts. Minutes are printed as hours: 7.50 where hundredths
   * say every line of the invoice exactly, else 7:20, so that quantity times price is the amount a reader computes.
   */
  readonly quantity?: {
    readonly amount: string
    readonly unit: 'minute' | 'hour' | 'day' | 'month' | 'piece'
  }
  readonly price?: Rate
  readonly amount: Money
  /** The key of the tax it falls under. */
  readonly tax: string
}

/** Lines that belong together: a work package, the milestones, the monthly fees. */
export interface InvoiceGroup {
  readonly title: string
  readonly lines: readonly InvoiceLine[]
}

export interface InvoiceTax {
  readonly key: string
  /** As printed: "VAT 19 %", "GST 9 %", "No US sales tax". */
  readonly label: string
  /** Percent, decimal text. */
  readonly percent: string
  readonly base: Money
  readonly amount: Money
  /** The sentence the law asks for: reverse charge, exemption. */
  readonly note?: string
}

export interface InvoiceDocument {
  readonly kind: 'invoice' | 'credit_note'
  readonly language: 'en' | 'de'
  /** Formats of numbers and dates: en-US, de-DE, en-SG. */
  readonly locale: string
  readonly paper: 'A4' | 'LETTER'
  readonly number: string
  readonly issuedOn: PlainDate
  readonly dueOn: PlainDate
  readonly servicePeriod?: { readonly from: PlainDate; readonly to: PlainDate }
  /** One line under the title: what it is for. */
  readonly subject?: string
  /** A sentence before the lines. */
  readonly introduction?: string
  readonly seller: InvoiceSeller
  readonly buyer: InvoiceParty
  /** Purchase order, contract, project, client number, contact. */
  readonly references: readonly Labelled[]
  readonly groups: readonly InvoiceGroup[]
  readonly subtotal: Money
  readonly taxes: readonly InvoiceTax[]
  readonly total: Money
  /** Received before the invoice was issued. */
  readonly prepaid?: Money
  /** Where a price may not be exceeded: the limit, what is invoiced under it with this invoice, and what is left. */
  readonly cap?: {
    readonly title: string
    readonly limit: Money
    readonly invoiced: Money
    readonly remaining: Money
  }
  /** "Payable within 30 days without deduction."; for a credit note, what becomes of it. */
  readonly terms: string
  readonly bank: { readonly title: string; readonly details: readonly Labelled[] }
  readonly paymentReference: string
  readonly notes?: readonly string[]
}

/** What is left to pay. */
export function amountDue(invoice: InvoiceDocument): Money {
  return invoice.prepaid ? subtract(invoice.total, invoice.prepaid) : invoice.total
}

/**
 * What does not add up, as a sentence, or null. An invoice whose lines, taxes and totals disagree must not leave the
 * house, so the renderer treats it as a fault.
 */
export function arithmeticProblem(invoice: InvoiceDocument): string | null {
  const { subtotal, taxes, total, groups, cap } = invoice
  const sum = (amounts: readonly Money[]) => add(zero(subtotal.currency), ...amounts)
  const lines = groups.flatMap((group) => group.lines)
  const amounts = lines.map((line) => line.amount)
  const parts = [...amounts, total, ...taxes.flatMap(({ base, amount }) => [base, amount])]
  if (parts.some(({ currency }) => currency !== subtotal.currency))
    return 'the amounts have several currencies'
  if (sum(amounts).minor !== subtotal.minor) return 'the lines do not add up to the subtotal'
  for (const tax of taxes) {
    const base = sum(lines.filter((line) => line.tax === tax.key).map((line) => line.amount))
    if (base.minor !== tax.base.minor) return `the lines under ${tax.label} do not add up to its base`
  }
  if (lines.some((line) => !taxes.some((tax) => tax.key === line.tax))) return 'a line falls under no tax'
  if (sum([subtotal, ...taxes.map((tax) => tax.amount)]).minor !== total.minor)
    return 'subtotal and taxes do not add up to the total'
  if (cap && subtract(cap.limit, cap.invoiced).minor !== cap.remaining.minor)
    return 'the limit less what is invoiced is not what remains'
  return null
}
