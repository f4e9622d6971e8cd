/** Which open items a receipt could pay, the likeliest first. Pure: no database, no clock. */
import { daysBetween, type PlainDate } from '#kernel/dates.ts'
import { names } from './matching.ts'

export type Reason =
  | 'named_in_reference'
  | 'purchase_order_in_reference'
  | 'same_amount'
  | 'overdue'
  | 'oldest'

/** What each reason weighs; the payer's own words weigh more than all the rest. */
const weights: Readonly<Record<Reason, number>> = {
  named_in_reference: 16,
  purchase_order_in_reference: 8,
  same_amount: 4,
  overdue: 2,
  oldest: 1,
}

/** An open item in the currency of the receipt. Minor units. */
export interface OpenItem {
  readonly invoiceId: string
  readonly number: string
  readonly purchaseOrder: string
  readonly dueDate: PlainDate
  readonly openMinor: bigint
}

export interface Ranked<Item extends OpenItem> {
  readonly item: Item
  readonly reasons: readonly Reason[]
  readonly daysOverdue: number
  readonly suggestedMinor: bigint
}

interface Money {
  readonly unappliedMinor: bigint
  readonly reference: string
  readonly receivedOn: PlainDate
}

/**
 * Ranks the items and gives the money out in that order, as far as it goes; where there is one answer (`decided`), as
 * that says. Of equal ones the one that was due first comes first.
 */
export function rankItems<Item extends OpenItem>(
  receipt: Money,
  items: readonly Item[],
  decided: ReadonlyMap<string, bigint> | null,
): Ranked<Item>[] {
  const oldest = items.reduce<PlainDate | null>(
    (first, { dueDate }) => (first === null || dueDate < first ? dueDate : first),
    null,
  )
  const ranked = items
    .map((item) => ({ item, reasons: reasonsOf(receipt, item, oldest) }))
    .map((one) => ({ ...one, weight: one.reasons.reduce((sum, reason) => sum + weights[reason], 0) }))
    .sort((one, other) => other.weight - one.weight || byAge(one.item, other.item))
  let left = receipt.unappliedMinor
  return ranked.map(({ item, reasons }) => {
    const wanted = decided ? (decided.get(item.invoiceId) ?? 0n) : item.openMinor
    const suggestedMinor = wanted < left ? wanted : left
    left -= suggestedMinor
    const late = daysBetween(item.dueDate, receipt.receivedOn)
    return { item, reasons, daysOverdue: late > 0 ? late : 0, suggestedMinor }
  })
}

function reasonsOf(receipt: Money, item: OpenItem, oldest: PlainDate | null): Reason[] {
  const holds: readonly (readonly [Reason, boolean])[] = [
    ['named_in_reference', names(receipt.reference, item.number)],
    [
      'purchase_order_in_reference',
      item.purchaseOrder !== '' && names(receipt.reference, item.purchaseOrder),
    ],
    ['same_amount', item.openMinor === receipt.unappliedMinor],
    ['overdue', item.dueDate < receipt.receivedOn],
    ['oldest', item.dueDate === oldest],
  ]
  return holds.filter(([, held]) => held).map(([reason]) => reason)
}

function byAge(one: OpenItem, other: OpenItem): number {
  const [mine, theirs] = [`${one.dueDate} ${one.number}`, `${other.dueDate} ${other.number}`]
  return mine < theirs ? -1 : mine > theirs ? 1 : 0
}
