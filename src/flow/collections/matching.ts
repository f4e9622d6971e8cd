/**
 * Which invoices a receipt pays, decided only where there is one answer, and always with the reason.
 * Pure: no database, no clock.
 */
import { formatMoney, money } from '#kernel/money.ts'
import type { MatchCode, MatchReason } from './match-reasons.ts'

/** A posted invoice of the client who paid. Amounts are minor units of its currency. */
export interface MatchInvoice {
  readonly id: string
  readonly number: string
  readonly entityId: string
  readonly currency: string
  /** Zero once it is paid. */
  readonly openMinor: bigint
}

export interface MatchReceipt {
  readonly entityId: string
  readonly currency: string
  /** What is still to be allocated; above zero. */
  readonly unappliedMinor: bigint
  /** What the payer wrote. */
  readonly reference: string
}

export interface MatchedPart {
  readonly invoiceId: string
  readonly number: string
  readonly minor: bigint
}

export interface Match {
  readonly matched: boolean
  /** What to allocate; empty when a person must decide. */
  readonly parts: readonly MatchedPart[]
  readonly reason: MatchReason
}

/**
 * Invoice numbers in the reference decide before any amount does, so that an invoice that is paid twice is not taken
 * for another one of the same amount. Then one invoice that is open with exactly the amount, then the only
 * combination of open invoices that sums up to it.
 */
export function matchReceipt(receipt: MatchReceipt, invoices: readonly MatchInvoice[]): Match {
  const named = invoices.filter((invoice) => names(receipt.reference, invoice.number))
  if (named.length > 0) return byNumber(receipt, named)
  const open = invoices.filter((invoice) => fits(receipt, invoice) && invoice.openMinor > 0n)
  if (open.length === 0) {
    return undecided('none_open', { currency: receipt.currency })
  }
  return byAmount(receipt, open) ?? byCombination(receipt, open)
}

function fits(receipt: MatchReceipt, invoice: MatchInvoice): boolean {
  return invoice.entityId === receipt.entityId && invoice.currency === receipt.currency
}

/** Does the text name the invoice? What stands between the letters and digits of the number does not matter. */
export function names(reference: string, number: string): boolean {
  const parts = number.toLowerCase().match(/[a-z]+|[0-9]+/g)
  if (!parts) return false
  return new RegExp(`(?<![a-z0-9])${parts.join('[^a-z0-9]*')}(?![a-z0-9])`).test(reference.toLowerCase())
}

function byNumber(receipt: MatchReceipt, named: readonly MatchInvoice[]): Match {
  const numbers = numbersOf(named)
  const elsewhere = named.find((invoice) => !fits(receipt, invoice))
  if (elsewhere) {
    const { number: numbers, currency: billed } = elsewhere
    return billed === receipt.currency
      ? undecided('other_entity', { numbers })
      : undecided('other_currency', { numbers, billed, currency: receipt.currency })
  }
  const paid = named.find((invoice) => invoice.openMinor === 0n)
  if (paid) return undecided('already_paid', { numbers: paid.number })
  const openMinor = named.reduce((sum, invoice) => sum + invoice.openMinor, 0n)
  const paidMinor = receipt.unappliedMinor
  const amount = text(receipt, paidMinor)
  const open = text(receipt, openMinor)
  if (paidMinor === openMinor) return decided(named.map(whole), 'named_exactly', { numbers, amount })
  const [only, second] = named
  if (paidMinor > openMinor) {
    return undecided('named_left_over', { numbers, open, left: text(receipt, paidMinor - openMinor) })
  }
  if (only === undefined || second !== undefined) {
    return undecided('named_too_little', { numbers, open, amount })
  }
  return decided([{ invoiceId: only.id, number: only.number, minor: paidMinor }], 'named_in_part', {
    numbers,
    amount,
    open,
  })
}

function byAmount(receipt: MatchReceipt, open: readonly MatchInvoice[]): Match | null {
  const amount = text(receipt, receipt.unappliedMinor)
  const exact = open.filter((invoice) => invoice.openMinor === receipt.unappliedMinor)
  const [only, second] = exact
  if (only === undefined) return null
  return second === undefined
    ? decided([whole(only)], 'one_exactly', { numbers: only.number, amount })
    : undecided('several_exactly', { numbers: numbersOf(exact), amount })
}

function byCombination(receipt: MatchReceipt, open: readonly MatchInvoice[]): Match {
  const amount = text(receipt, receipt.unappliedMinor)
  const found = combinations(open, receipt.unappliedMinor)
  if (found === 'too many') return undecided('too_many', { count: String(open.length) })
  const [only, second] = found
  if (only === undefined) return undecided('no_combination', { amount })
  const numbers = numbersOf(only)
  if (second !== undefined) {
    return undecided('several_combinations', { amount, numbers, others: numbersOf(second) })
  }
  return decided(only.map(whole), 'one_combination', { numbers, amount })
}

/** So much work decides any ordinary client at once; beyond it a person is asked rather than a machine kept busy. */
const STEPS_MAX = 200_000
const INVOICES_MAX = 500

/** Up to two combinations of invoices that sum up to the amount, or that there is no telling. */
export function combinations(open: readonly MatchInvoice[], amount: bigint): MatchInvoice[][] | 'too many' {
  if (open.length > INVOICES_MAX) return 'too many'
  const sorted = [...open].sort((a, b) =>
    a.openMinor === b.openMinor ? 0 : a.openMinor > b.openMinor ? -1 : 1,
  )
  /** What all from here on sum up to: nothing more can be reached. */
  const rest = [0n]
  for (const invoice of [...sorted].reverse()) rest.unshift((rest[0] ?? 0n) + invoice.openMinor)
  const found: MatchInvoice[][] = []
  const taken: MatchInvoice[] = []
  let steps = 0
  const search = (index: number, left: bigint): void => {
    steps += 1
    if (left === 0n) {
      found.push([...taken])
      return
    }
    const invoice = sorted[index]
    if (!invoice || left > (rest[index] ?? 0n) || found.length > 1 || steps > STEPS_MAX) return
    if (invoice.openMinor <= left) {
      taken.push(invoice)
      search(index + 1, left - invoice.openMinor)
      taken.pop()
    }
    search(index + 1, left)
  }
  search(0, amount)
  return found.length < 2 && steps > STEPS_MAX ? 'too many' : found.slice(0, 2)
}

type Values = MatchReason['values']
const undecided = (code: MatchCode, values: Values): Match => ({
  matched: false,
  parts: [],
  reason: { code, values },
})
const decided = (parts: readonly MatchedPart[], code: MatchCode, values: Values): Match => ({
  matched: true,
  parts,
  reason: { code, values },
})
/** Nothing is left to be matched. */
export const allAllocated: Match = decided([], 'all_allocated', {})
const whole = ({ id, number, openMinor }: MatchInvoice): MatchedPart => ({
  invoiceId: id,
  number,
  minor: openMinor,
})
const text = ({ currency }: MatchReceipt, minor: bigint): string =>
  `${formatMoney(money(minor, currency))} ${currency}`
const numbersOf = (invoices: readonly MatchInvoice[]): string =>
  invoices
    .map(({ number }) => number)
    .sort()
    .join(', ')
