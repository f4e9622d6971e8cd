/** A quote while it is written: what people type, and the content it becomes. Pure. */

import type { create } from '#flow/quotes/contract.ts'
import { parseMoney } from '#kernel/money.ts'
import type { WireInput } from '../wire/client.ts'
import { plainDecimal, typedDecimal } from '../words/format.ts'
import type { Quote } from './view.ts'

export type Content = Omit<WireInput<typeof create>, 'opportunityId'>
type ContentLine = Content['lines'][number]

export interface EffortDraft {
  readonly key: string
  readonly workPackage: string
  readonly roleCode: string
  readonly minutes: number
  readonly billRate: string
  readonly costRate: string
}

export interface MilestoneDraft {
  readonly key: string
  readonly title: string
  readonly amount: string
  readonly plannedOn: string
}

export interface LineDraft {
  readonly key: string
  readonly title: string
  readonly billingMethod: ContentLine['billingMethod']
  readonly entityCode: string
  readonly billToId: string
  readonly currency: string
  readonly monthlyFee: string
  readonly cap: string
  readonly rateCardId: string
  readonly discountPercent: string
  readonly startsOn: string
  readonly endsOn: string
  readonly purchaseOrder: string
  readonly details: readonly EffortDraft[]
  readonly milestones: readonly MilestoneDraft[]
}

/** A type and not an interface, so that it may be kept among the drafts of the browser. */
export type QuoteDraft = {
  readonly title: string
  readonly currency: string
  readonly pricedOn: string
  readonly validUntil: string
  readonly lines: readonly LineDraft[]
}

const key = () => crypto.randomUUID()

export const newEffort = (): EffortDraft => ({
  key: key(),
  workPackage: '',
  roleCode: '',
  minutes: 0,
  billRate: '',
  costRate: '',
})

export const newMilestone = (plannedOn: string): MilestoneDraft => ({
  key: key(),
  title: '',
  amount: '',
  plannedOn,
})

/** A new line goes on where the one before stands: same seller, payer, currency and days. */
export function newLine(given: Partial<LineDraft>): LineDraft {
  return {
    title: '',
    billingMethod: 'time_and_materials',
    entityCode: '',
    billToId: '',
    currency: '',
    monthlyFee: '',
    cap: '',
    rateCardId: '',
    discountPercent: '',
    startsOn: '',
    endsOn: '',
    purchaseOrder: '',
    ...given,
    details: [newEffort()],
    milestones: [],
    key: key(),
  }
}

/** The content as it travels; what is empty is left out. */
export function contentOf(draft: QuoteDraft): Content {
  const { title, currency, pricedOn, validUntil, lines } = draft
  return { title, currency, pricedOn, validUntil, lines: lines.map(lineOf) }
}

function lineOf(line: LineDraft): ContentLine {
  const amount = (text: string) => ({ amount: plainDecimal(text), currency: line.currency })
  const isFixed = line.billingMethod === 'fixed_fee'
  const isByTime = line.billingMethod === 'time_and_materials'
  return {
    title: line.title,
    billingMethod: line.billingMethod,
    entityCode: line.entityCode,
    billToId: line.billToId,
    currency: line.currency,
    startsOn: line.startsOn,
    endsOn: line.endsOn,
    purchaseOrder: line.purchaseOrder,
    ...(line.billingMethod === 'recurring_fee' ? { monthlyFee: amount(line.monthlyFee) } : {}),
    ...(isByTime && line.cap !== '' ? { cap: amount(line.cap) } : {}),
    ...(line.rateCardId !== '' ? { rateCardId: line.rateCardId } : {}),
    ...(!isFixed && line.discountPercent !== ''
      ? { discountPercent: plainDecimal(line.discountPercent) }
      : {}),
    details: line.details
      .filter(({ workPackage, roleCode, minutes }) => workPackage !== '' || roleCode !== '' || minutes > 0)
      .map(({ workPackage, roleCode, minutes, billRate, costRate }) => ({
        workPackage,
        roleCode,
        minutes,
        ...(billRate !== '' ? { billRate: plainDecimal(billRate) } : {}),
        ...(costRate !== '' ? { costRate: plainDecimal(costRate) } : {}),
      })),
    milestones: isFixed
      ? line.milestones.map((milestone) => ({
          title: milestone.title,
          amount: amount(milestone.amount),
          plannedOn: milestone.plannedOn,
        }))
      : [],
  }
}

/** A quote as it is, to be written anew. */
export function draftOf(quote: Quote): QuoteDraft {
  const { title, currency, pricedOn, validUntil, lines } = quote
  return { title, currency, pricedOn, validUntil, lines: keyed(lines.map(draftLine)) }
}

function draftLine(line: Quote['lines'][number]): LineDraft {
  const isRecurring = line.billingMethod === 'recurring_fee'
  return {
    key: '',
    title: line.title,
    billingMethod: line.billingMethod,
    entityCode: line.entityCode,
    billToId: line.billToId,
    currency: line.currency,
    monthlyFee: isRecurring ? typedDecimal(monthlyFee(line)) : '',
    cap: typedDecimal(line.cap?.amount ?? ''),
    rateCardId: line.rateCardId ?? '',
    // The agreed rates are written out, so a discount would be taken twice.
    discountPercent: isRecurring && line.discountPercent !== '0.00' ? typedDecimal(line.discountPercent) : '',
    startsOn: line.startsOn,
    endsOn: line.endsOn,
    purchaseOrder: line.purchaseOrder,
    details: line.details.map(({ workPackage, roleCode, minutes, billRate, costRate }) => ({
      key: '',
      workPackage,
      roleCode,
      minutes,
      billRate: typedDecimal(billRate),
      costRate: typedDecimal(costRate),
    })),
    milestones: line.milestones.map(({ title, amount, plannedOn }) => ({
      key: '',
      title,
      amount: typedDecimal(amount.amount),
      plannedOn,
    })),
  }
}

/** Rows of what is written down are told apart by their place, so that the same quote is the same draft each time it is read. */
export const keyed = (lines: readonly LineDraft[]): LineDraft[] =>
  lines.map((line, at) => ({
    ...line,
    key: `line ${at}`,
    details: line.details.map((detail, place) => ({ ...detail, key: `effort ${place}` })),
    milestones: line.milestones.map((milestone, place) => ({ ...milestone, key: `milestone ${place}` })),
  }))

/** The list price of a recurring line is its monthly fee times the calendar months it touches. */
function monthlyFee({ listPrice, startsOn, endsOn }: Quote['lines'][number]): string {
  const monthsOf = (day: string) =>
    Number.parseInt(day.slice(0, 4), 10) * 12 + Number.parseInt(day.slice(5, 7), 10)
  const months = monthsOf(endsOn) - monthsOf(startsOn) + 1
  const whole = parseMoney(listPrice.amount, listPrice.currency)
  if (!whole) return ''
  const minor = whole.minor / BigInt(months)
  const digits = listPrice.amount.split('.')[1]?.length ?? 0
  const text = String(minor).padStart(digits + 1, '0')
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`
}
