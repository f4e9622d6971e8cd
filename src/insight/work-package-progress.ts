import type { PlainDate } from '#kernel/dates.ts'
import { answer } from '#kernel/handle.ts'
import { type Money, money } from '#kernel/money.ts'
import { sql, type Tx } from '#kernel/sql.ts'
import { workPackageProgress as contract } from './contract.ts'
import { type Figure, figuresOfProjects } from './project-figures.ts'
import { estimate, minutesOf, percent, sumOf } from './project-health.ts'
import { milestonesOf, visibleProject } from './project-overview.ts'

export const workPackageProgress = answer(contract, async (ctx, { projectId }) => {
  const { tx, call } = ctx
  const project = await visibleProject(ctx, projectId)
  const { currency, startsOn, endsOn, opportunityId } = project
  const [packages, figures, milestones] = await Promise.all([
    packagesOf(tx, projectId),
    figuresOfProjects(tx, [projectId], call.today),
    milestonesOf(tx, opportunityId),
  ])
  const byPackage = Map.groupBy(figures, ({ workPackageId }) => workPackageId ?? '')
  const isRunning = ['new', 'plan', 'deliver'].includes(project.state)
  return {
    ...{ projectId, currency, startsOn, endsOn },
    items: packages.map((one) => ({
      ...one,
      ...figuresShown(one, byPackage.get(one.id) ?? [], currency, isRunning),
      milestones: milestones
        .filter(({ lineId }) => lineId === one.contractLineId)
        .map(({ id, title, plannedOn, acceptedOn }) => ({ id, title, plannedOn, acceptedOn })),
    })),
  }
})

interface PackageRow {
  readonly id: string
  readonly code: string
  readonly title: string
  readonly state: 'open' | 'closed'
  readonly startsOn: PlainDate
  readonly endsOn: PlainDate
  readonly contractLineId: string | null
}

function packagesOf(tx: Tx, projectId: string): Promise<PackageRow[]> {
  return tx.rows(sql<PackageRow>`
    select id, code, title, state, starts_on as "startsOn", ends_on as "endsOn", contract_line_id as "contractLineId"
    from projects.work_package
    where tenant_id = kernel.tenant_id() and project_id = ${projectId}
    order by starts_on, code`)
}

function figuresShown(
  { id, state }: PackageRow,
  figures: readonly Figure[],
  currency: string,
  isRunning: boolean,
) {
  const shown = (minor: bigint | null): Money | null => (minor === null ? null : money(minor, currency))
  const estimated = estimate(figures, [{ workPackageId: id, isOpen: isRunning && state === 'open' }])
  return {
    budgetMinutes: minutesOf(figures, 'budget_cost'),
    actualMinutes: minutesOf(figures, 'actual_cost'),
    waitingMinutes: minutesOf(figures, 'waiting_cost'),
    bookedMinutesAhead: minutesOf(figures, 'booked_cost'),
    budgetCost: shown(sumOf(figures, 'budget_cost')),
    actualCost: shown(sumOf(figures, 'actual_cost')),
    waitingCost: shown(sumOf(figures, 'waiting_cost')),
    estimateToComplete: shown(estimated.toCome),
    estimateAtCompletion: shown(estimated.atCompletion),
    costPercent: percent(estimated.spent, estimated.atCompletion),
  }
}
