/** Rules of a contract and its milestones. Pure: no database, no clock. */
import { addDays, addMonths, monthEnd, type PlainDate } from '#kernel/dates.ts'
import { money, split } from '#kernel/money.ts'

export type ContractState = 'draft' | 'active' | 'suspended' | 'completed' | 'closed' | 'lost'
export type BillingMethod = 'fixed_fee' | 'time_and_materials' | 'recurring_fee'
export type RevenueMethod = 'as_approved' | 'milestone' | 'ratable'
export type MilestoneState = 'planned' | 'submitted' | 'accepted'

/**
 * How revenue follows from the way of billing: time and materials as the work is approved (right to invoice,
 * IFRS 15.B16), a fixed fee when a milestone is accepted (point in time, IFRS 15.38), a recurring fee evenly over
 * its periods (stand-ready obligation, IFRS 15.B18).
 */
export const revenueMethodOf: Readonly<Record<BillingMethod, RevenueMethod>> = {
  time_and_materials: 'as_approved',
  fixed_fee: 'milestone',
  recurring_fee: 'ratable',
}

/** Why contracts may not become active, or null. */
export function activationRefusal(state: ContractState): string | null {
  return state === 'draft' ? null : 'contract_not_draft'
}

/** Why the client's order number may not be recorded, or null: what has ended is invoiced no more. */
export function orderRefusal(state: ContractState): string | null {
  return state === 'closed' || state === 'lost' ? 'contract_not_active' : null
}

/** Why a milestone may not be submitted, or null. */
export function submitRefusal(contract: ContractState, milestone: MilestoneState): string | null {
  if (contract !== 'active') return 'contract_not_active'
  return milestone === 'planned' ? null : 'milestone_not_planned'
}

/** Why a milestone may not be accepted or sent back, or null. */
export function decisionRefusal(contract: ContractState, milestone: MilestoneState): string | null {
  if (contract !== 'active') return 'contract_not_active'
  return milestone === 'submitted' ? null : 'milestone_not_submitted'
}

/** Why the cap of a line may not be set to this amount, or null. Amounts are minor units of the contract currency. */
export function capRefusal(
  line: { readonly state: ContractState; readonly billingMethod: BillingMethod; readonly committed: bigint },
  cap: bigint,
): string | null {
  if (line.state !== 'active') return 'contract_not_active'
  if (line.billingMethod !== 'time_and_materials') return 'line_has_no_cap'
  return cap < line.committed ? 'cap_below_committed' : null
}

export interface FeePeriod {
  readonly periodStart: PlainDate
  readonly periodEnd: PlainDate
  readonly minor: bigint
}

/**
 * The calendar months of a recurring fee from its first to its last day, the price split evenly over them by
 * largest remainder, so that they sum to the price. A month that is not whole counts as one period.
 */
export function feePeriods(
  startsOn: PlainDate,
  endsOn: PlainDate,
  priceMinor: bigint,
  currency: string,
): FeePeriod[] {
  const starts: PlainDate[] = []
  for (let start = startsOn; start <= endsOn; start = addDays(monthEnd(start), 1)) starts.push(start)
  const amounts = split(
    money(priceMinor, currency),
    starts.map(() => 1n),
  )
  return starts.map((periodStart, index) => {
    const end = monthEnd(periodStart)
    return { periodStart, periodEnd: end < endsOn ? end : endsOn, minor: amounts[index]?.minor ?? 0n }
  })
}

/** How many periods feePeriods makes; quotes price a monthly fee by it. */
export function feePeriodCount(startsOn: PlainDate, endsOn: PlainDate): number {
  let count = 0
  for (let start = startsOn; start <= endsOn; start = addMonths(`${start.slice(0, 7)}-01`, 1)) count += 1
  return count
}
