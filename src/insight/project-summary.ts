/** Projects with their figures and health, put together from a fixed number of statements. */
import type { PlainDate } from '#kernel/dates.ts'
import { type Money, money } from '#kernel/money.ts'
import type { Tx } from '#kernel/sql.ts'
import { type ProjectRow, packagesOf, type Signals, signalsOf } from './project-facts.ts'
import { type Figure, figuresOfProjects } from './project-figures.ts'
import {
  type Estimate,
  type Estimated,
  estimate,
  healthOf,
  minutesOf,
  percent,
  plus,
  reasonsOf,
  sumOf,
} from './project-health.ts'

export interface Material {
  readonly figures: ReadonlyMap<string, readonly Figure[]>
  readonly packages: ReadonlyMap<string, readonly Estimated[]>
  readonly signals: ReadonlyMap<string, Signals>
}

/** Everything the summaries of projects are made of. */
export async function materialOf(tx: Tx, projectIds: readonly string[], today: PlainDate): Promise<Material> {
  const [figures, packages, signals] = await Promise.all([
    figuresOfProjects(tx, projectIds, today),
    packagesOf(tx, projectIds),
    signalsOf(tx, projectIds, today),
  ])
  return {
    figures: Map.groupBy(figures, ({ projectId }) => projectId),
    packages: Map.groupBy(packages, ({ projectId }) => projectId),
    signals: new Map(signals.map((one) => [one.projectId, one])),
  }
}

export function summaryOf(project: ProjectRow, material: Material, today: PlainDate) {
  const { id, number, name, clientId, clientName, managerId, managerName, state, startsOn, endsOn } = project
  const figures = material.figures.get(id) ?? []
  const estimated = estimate(figures, material.packages.get(id) ?? [])
  const signals = material.signals.get(id)
  const reasons = reasonsOf({
    state,
    endsOn,
    today,
    budgetCost: sumOf(figures, 'budget_cost'),
    budgetPrice: sumOf(figures, 'budget_price'),
    actualCost: sumOf(figures, 'actual_cost'),
    recognised: sumOf(figures, 'recognised'),
    overCap: sumOf(figures, 'over_cap'),
    estimate: estimated,
    lateMilestones: signals?.lateMilestones ?? [],
    waitingMinutes: signals?.waitingMinutes ?? 0,
    caps: signals?.caps ?? [],
  })
  return {
    ...{ id, number, name, clientId, clientName, managerId, managerName, state, startsOn, endsOn },
    health: healthOf(reasons),
    reasons,
    figures: figuresShown(figures, estimated, project.currency),
  }
}

function figuresShown(figures: readonly Figure[], estimated: Estimate, currency: string) {
  const shown = (minor: bigint | null): Money | null => (minor === null ? null : money(minor, currency))
  const less = (one: bigint | null, other: bigint | null) => plus(one, other === null ? null : -other)
  const cost = sumOf(figures, 'actual_cost')
  const recognised = sumOf(figures, 'recognised')
  const billed = sumOf(figures, 'billed')
  const budgetCost = sumOf(figures, 'budget_cost')
  const budgetPrice = sumOf(figures, 'budget_price')
  const margin = less(recognised, cost)
  return {
    currency,
    contractValue: shown(sumOf(figures, 'contract_value')),
    budgetCost: shown(budgetCost),
    budgetPrice: shown(budgetPrice),
    actualCost: shown(cost),
    waitingCost: shown(sumOf(figures, 'waiting_cost')),
    estimateToComplete: shown(estimated.toCome),
    estimateAtCompletion: shown(estimated.atCompletion),
    recognised: shown(recognised),
    billed: shown(billed),
    unbilled: shown(less(recognised, billed)),
    readyToBill: shown(sumOf(figures, 'ready')),
    overCap: shown(sumOf(figures, 'over_cap')),
    margin: shown(margin),
    marginPercent: percent(margin, recognised),
    plannedMarginPercent: percent(less(budgetPrice, budgetCost), budgetPrice),
    budgetUsedPercent: percent(estimated.spent, budgetCost),
    budgetMinutes: minutesOf(figures, 'budget_cost'),
    actualMinutes: minutesOf(figures, 'actual_cost'),
    waitingMinutes: minutesOf(figures, 'waiting_cost'),
  }
}
