/** What an approver should look at before deciding. Pure: no database, no clock. */

export type Remark = 'rate_missing' | 'over_budget' | 'over_cap' | 'not_a_working_day' | 'more_than_target'
export type ApproverRule = 'named_approver' | 'project_manager' | 'delivery_lead' | 'role'

/** A submitted line as far as a remark may depend on it. */
export interface WaitingLine {
  readonly workPackageId: string
  readonly minutes: number
  readonly isChargeable: boolean
  /** Is it paid by the hour? */
  readonly isPriced: boolean
  /** In minor units of the contract; null where a rate is missing or nothing is paid by the hour. */
  readonly amountMinor: bigint | null
  readonly onWorkingDay: boolean
}

/** A work package with what was approved on it before, and what waits. Minutes, and minor units of its contract. */
export interface WaitingBudget {
  readonly workPackageId: string
  /** Null without a budget. */
  readonly budgetMinutes: number | null
  readonly approvedMinutes: number
  readonly minutes: number
  readonly amountMinor: bigint
  /** What is left under the cap of its contract line; null without one. */
  readonly capLeftMinor: bigint | null
}

const overBudget = (budget: WaitingBudget) =>
  budget.budgetMinutes !== null && budget.approvedMinutes + budget.minutes > budget.budgetMinutes

const overCap = (budget: WaitingBudget) =>
  budget.capLeftMinor !== null && budget.amountMinor > budget.capLeftMinor

/** The remarks on one person's part of a project's week. */
export function remarksOn(
  lines: readonly WaitingLine[],
  budgets: readonly WaitingBudget[],
  week: { readonly minutes: number; readonly targetMinutes: number },
): Remark[] {
  const mine = new Set(lines.map((line) => line.workPackageId))
  const touched = budgets.filter((budget) => mine.has(budget.workPackageId))
  const remarks: readonly (readonly [Remark, boolean])[] = [
    ['rate_missing', lines.some((line) => line.isPriced && line.isChargeable && line.amountMinor === null)],
    ['over_budget', touched.some(overBudget)],
    ['over_cap', touched.some(overCap)],
    ['not_a_working_day', lines.some((line) => !line.onWorkingDay)],
    ['more_than_target', week.minutes > week.targetMinutes],
  ]
  return remarks.filter(([, holds]) => holds).map(([remark]) => remark)
}

/** The nearest reason why somebody decides: being named for the work comes before managing or leading it. */
export function nearestRule(rules: readonly ApproverRule[]): ApproverRule {
  const order: readonly ApproverRule[] = ['named_approver', 'project_manager', 'delivery_lead', 'role']
  return order.find((rule) => rules.includes(rule)) ?? 'role'
}
