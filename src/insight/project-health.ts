/** What a project will cost, and what is wrong with it. Pure: no database, no clock. */
import type { PlainDate } from '#kernel/dates.ts'
import { formatDecimal, roundedQuotient } from '#kernel/money.ts'
import type { Figure, Kind } from './project-figures.ts'

/** A cap is nearly reached from this share on, in percent. */
export const CAP_NEAR_PERCENT = 85
/** Submitted time waits too long after so many days. */
export const WAITING_DAYS_MAX = 7
/** The margin may lie so many points below the plan. */
export const MARGIN_POINTS_MAX = 5

/** Sums of the figures of a kind, in minor units; null when one of them has no value. */
export function sumOf(figures: readonly Figure[], kind: Kind): bigint | null {
  let sum = 0n
  for (const figure of figures) {
    if (figure.kind !== kind) continue
    if (figure.minor === null) return null
    sum += figure.minor
  }
  return sum
}

export const minutesOf = (figures: readonly Figure[], kind: Kind): number =>
  figures.reduce((sum, figure) => (figure.kind === kind ? sum + figure.minutes : sum), 0)

/** A work package as far as the estimate depends on it. */
export interface Estimated {
  readonly workPackageId: string
  /** May time still be recorded on it? */
  readonly isOpen: boolean
}

/** What is spent, what is still to come, and both; null when a rate is missing. */
export interface Estimate {
  readonly spent: bigint | null
  readonly toCome: bigint | null
  readonly atCompletion: bigint | null
}

/**
 * Estimate at completion: approved cost, the cost of time that is not approved yet, and for each open work package the
 * greater of what its budget has left and what people are firmly booked for after today.
 */
export function estimate(figures: readonly Figure[], packages: readonly Estimated[]): Estimate {
  const spent = plus(sumOf(figures, 'actual_cost'), sumOf(figures, 'waiting_cost'))
  const byPackage = Map.groupBy(figures, (figure) => figure.workPackageId ?? '')
  let toCome: bigint | null = 0n
  for (const { workPackageId, isOpen } of packages)
    if (isOpen) toCome = plus(toCome, stillToCome(byPackage.get(workPackageId) ?? []))
  return { spent, toCome, atCompletion: plus(spent, toCome) }
}

function stillToCome(figures: readonly Figure[]): bigint | null {
  const spent = plus(sumOf(figures, 'actual_cost'), sumOf(figures, 'waiting_cost'))
  const budget = sumOf(figures, 'budget_cost')
  const booked = sumOf(figures, 'booked_cost')
  if (spent === null || budget === null || booked === null) return null
  const left = budget - spent
  return left > booked ? left : booked
}

export const plus = (one: bigint | null, other: bigint | null): bigint | null =>
  one === null || other === null ? null : one + other

/** A share in percent with one decimal; null of nothing. */
export function percent(part: bigint | null, whole: bigint | null): string | null {
  if (part === null || whole === null || whole <= 0n) return null
  return formatDecimal(roundedQuotient(part * 1000n, whole), 1)
}

export interface HealthFacts {
  readonly state: string
  readonly endsOn: PlainDate
  readonly today: PlainDate
  readonly budgetCost: bigint | null
  readonly estimate: Estimate
  readonly recognised: bigint | null
  readonly actualCost: bigint | null
  readonly budgetPrice: bigint | null
  readonly lateMilestones: readonly { readonly title: string; readonly plannedOn: PlainDate }[]
  /** Submitted time that waits longer than it may. */
  readonly waitingMinutes: number
  readonly caps: readonly { readonly title: string; readonly usedPercent: number }[]
  readonly overCap: bigint | null
}

export type Rule =
  | 'over_budget'
  | 'estimate_over_budget'
  | 'milestone_late'
  | 'past_end'
  | 'time_waiting'
  | 'cap_reached'
  | 'cap_nearly_reached'
  | 'margin_below_plan'
  | 'rate_missing'

export interface Reason {
  readonly rule: Rule
  readonly severity: 'red' | 'yellow'
  readonly message: string
}

/** Every rule that a running project breaks, the worst first. A project that is not running has nothing to mend. */
export function reasonsOf(facts: HealthFacts): Reason[] {
  if (facts.state !== 'deliver') return []
  const found = [...moneyReasons(facts), ...timeReasons(facts), ...capReasons(facts)]
  return [
    ...found.filter(({ severity }) => severity === 'red'),
    ...found.filter(({ severity }) => severity === 'yellow'),
  ]
}

export function healthOf(reasons: readonly Reason[]): 'green' | 'yellow' | 'red' {
  return reasons.some(({ severity }) => severity === 'red') ? 'red' : reasons.length > 0 ? 'yellow' : 'green'
}

function* moneyReasons(facts: HealthFacts): Generator<Reason> {
  const { budgetCost, estimate: estimated, recognised, actualCost, budgetPrice } = facts
  if (estimated.atCompletion === null || budgetCost === null || recognised === null || budgetPrice === null) {
    yield {
      rule: 'rate_missing',
      severity: 'yellow',
      message: 'A cost rate or an exchange rate is missing, so not every figure can be told.',
    }
    return
  }
  const { spent, atCompletion } = estimated
  if (budgetCost > 0n && spent !== null && spent > budgetCost)
    yield {
      rule: 'over_budget',
      severity: 'red',
      message: `The work has cost ${percent(spent, budgetCost)} % of its budget.`,
    }
  else if (budgetCost > 0n && atCompletion > budgetCost)
    yield {
      rule: 'estimate_over_budget',
      severity: 'yellow',
      message: `The work will cost ${percent(atCompletion, budgetCost)} % of its budget as it is booked.`,
    }
  if (recognised > 0n && budgetPrice > 0n && actualCost !== null) {
    const planned = roundedQuotient((budgetPrice - budgetCost) * 1000n, budgetPrice)
    const real = roundedQuotient((recognised - actualCost) * 1000n, recognised)
    if (real < planned - BigInt(MARGIN_POINTS_MAX * 10))
      yield {
        rule: 'margin_below_plan',
        severity: 'yellow',
        message: `The margin is ${formatDecimal(real, 1)} %, planned were ${formatDecimal(planned, 1)} %.`,
      }
  }
}

function* timeReasons({ lateMilestones, endsOn, today, waitingMinutes }: HealthFacts): Generator<Reason> {
  for (const { title, plannedOn } of lateMilestones)
    yield { rule: 'milestone_late', severity: 'red', message: `"${title}" was planned for ${plannedOn}.` }
  if (endsOn < today)
    yield { rule: 'past_end', severity: 'yellow', message: `The project was to end on ${endsOn}.` }
  if (waitingMinutes > 0)
    yield {
      rule: 'time_waiting',
      severity: 'yellow',
      message: `${waitingMinutes} minutes wait for approval longer than ${WAITING_DAYS_MAX} days.`,
    }
}

function* capReasons({ caps, overCap }: HealthFacts): Generator<Reason> {
  if (overCap !== null && overCap > 0n)
    yield {
      rule: 'cap_reached',
      severity: 'red',
      message: 'Approved work is over the cap of its contract line and cannot be billed.',
    }
  for (const { title, usedPercent } of caps)
    if (usedPercent >= CAP_NEAR_PERCENT)
      yield {
        rule: 'cap_nearly_reached',
        severity: 'yellow',
        message: `${usedPercent} % of the cap of "${title}" are used.`,
      }
}
