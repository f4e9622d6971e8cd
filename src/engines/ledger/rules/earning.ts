/** What work costs and earns, before anything is billed. */
import type { NewLine } from '../entry.ts'
import {
  type About,
  credit,
  debit,
  minus,
  nothing,
  postingRule,
  upTo,
  type Valued,
  without,
} from './posting-rule.ts'

/** Work was done at standard cost: the cost is charged to it and absorbed from payroll. */
export const costAbsorbed = postingRule(
  'cost_absorbed',
  (facts: { readonly cost: Valued; readonly about: About }) => [
    debit('project_cost', facts.cost, facts.about),
    credit('cost_absorption', facts.cost, facts.about),
  ],
)

/**
 * Revenue was earned as work was approved. The right to it is unconditional when only time must pass (an unbilled
 * receivable), otherwise a contract asset (IFRS 15.105, 107).
 */
export const revenueAccrued = postingRule(
  'revenue_accrued',
  (facts: {
    readonly revenue: Valued
    readonly revenueRole: string
    readonly conditional: boolean
    readonly about: About
  }) => [
    debit(facts.conditional ? 'contract_asset' : 'unbilled_receivable', facts.revenue, facts.about),
    credit(facts.revenueRole, facts.revenue, facts.about),
  ],
)

/** What is needed to recognise revenue against the position of a contract. */
export interface Earned {
  /** Revenue of this event at today's rate; below zero when a cumulative catch-up takes some back. */
  readonly revenue: Valued
  readonly revenueRole: string
  /** What the contract was billed and has not earned yet, at the value it was booked with. */
  readonly liability: Valued
  /** What the contract has earned and was not billed for yet. */
  readonly asset: Valued
  /** Where revenue beyond the liability goes: only time must pass, or something else still. */
  readonly excess: 'contract_asset' | 'unbilled_receivable'
  readonly about: About
}

/**
 * Revenue uses up the contract liability first and builds the asset only beyond it, so that a contract is never both.
 * The part that was paid for in advance keeps the rate of the advance (IFRIC 22.8); the liability is not revalued.
 */
function earnedLines(facts: Earned): NewLine[] {
  const { revenue, revenueRole, about } = facts
  if (revenue.amount.minor < 0n) return takenBackLines(facts)
  const fromLiability = upTo(facts.liability, revenue.amount.minor)
  const beyond = without(revenue, upTo(revenue, fromLiability.amount.minor))
  return [
    debit('contract_liability', fromLiability, about),
    debit(facts.excess, beyond, about),
    credit(revenueRole, fromLiability, about),
    credit(revenueRole, beyond, about),
  ]
}

/** Revenue recognised too early gives back the asset first and owes the rest as a liability. */
function takenBackLines(facts: Earned): NewLine[] {
  const { about } = facts
  const back = minus(facts.revenue)
  const fromAsset = upTo(facts.asset, back.amount.minor)
  const beyond = without(back, upTo(back, fromAsset.amount.minor))
  return [
    debit(facts.revenueRole, fromAsset, about),
    debit(facts.revenueRole, beyond, about),
    credit(facts.excess, fromAsset, about),
    credit('contract_liability', beyond, about),
  ]
}

/** Revenue over time by a measure of progress, as a cumulative catch-up (IFRS 15.35, 44). */
export const revenueOverTime = postingRule('revenue_over_time', earnedLines)

/** Revenue at a point in time: what was promised was accepted (IFRS 15.38). */
export const revenueAtPoint = postingRule('revenue_at_point', earnedLines)

/** Revenue of a period of a service that is provided evenly (IFRS 15.B18). */
export const revenueRatable = postingRule('revenue_ratable', (facts: Omit<Earned, 'asset'>) =>
  earnedLines({ ...facts, asset: nothing(facts.revenue.amount.currency) }),
)
