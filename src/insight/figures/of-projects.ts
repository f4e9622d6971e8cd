/**
 * What who leads projects lives by: margin, budget and time that waits, of the projects in delivery. A project manager
 * those they manage, a delivery lead all. The figures are the sums of the rows of insight.projects.
 */
import type { Money } from '#kernel/money.ts'
import { money } from '#kernel/money.ts'
import { sql } from '#kernel/sql.ts'
import { type ProjectRow, projectRows } from '../project-facts.ts'
import { materialOf, summaryOf } from '../project-summary.ts'
import { counted, type Derivation, type Figure, type Me, type Measured, percentOf } from './figure.ts'

type Whose = 'managed' | 'all'

const managedBy = (me: Me, whose: Whose) => (whose === 'managed' ? me.personId : null)

async function summaries(me: Me, whose: Whose) {
  const { tx, call } = me.ctx
  const managerId = managedBy(me, whose)
  const projects = await tx.rows(sql<ProjectRow>`
    select *
    from (${projectRows}) as q
    where q.state = 'deliver' and (${managerId}::uuid is null or q."managerId" = ${managerId}::uuid)
    order by q.number`)
  const material = await materialOf(
    tx,
    projects.map(({ id }) => id),
    call.today,
  )
  return projects.map((project) => summaryOf(project, material, call.today).figures)
}

/** The sum of some amounts in each currency; a currency in which one is not known has none. */
function sums(amounts: readonly { readonly currency: string; readonly amount: Money | null }[]): Money[] {
  return [...Map.groupBy(amounts, ({ currency }) => currency)]
    .filter(([, own]) => own.every(({ amount }) => amount !== null))
    .map(([currency, own]) =>
      money(
        own.reduce((total, { amount }) => total + (amount?.minor ?? 0n), 0n),
        currency,
      ),
    )
    .sort((one, other) => (one.currency < other.currency ? -1 : 1))
}

/** The margin to date: recognised less the cost of approved work. */
async function margin(me: Me, whose: Whose): Promise<Measured> {
  const figures = await summaries(me, whose)
  const totals = sums(figures.map(({ currency, margin: amount }) => ({ currency, amount })))
  return { values: totals.map((amount) => ({ unit: 'money', amount })) }
}

/** Burn: actual cost over budgeted cost, all projects of a currency together; of several currencies the fullest. */
async function budgetUsed(me: Me, whose: Whose): Promise<Measured> {
  const figures = await summaries(me, whose)
  const spent = sums(figures.map(({ currency, actualCost: amount }) => ({ currency, amount })))
  const planned = sums(figures.map(({ currency, budgetCost: amount }) => ({ currency, amount })))
  const [fullest] = spent
    .flatMap(({ currency, minor: part }) => {
      const whole = planned.find((one) => one.currency === currency)?.minor ?? 0n
      return whole > 0n ? [{ part, whole }] : []
    })
    .sort((one, other) => (other.part * one.whole > one.part * other.whole ? 1 : -1))
  const value = fullest ? percentOf(fullest.part, fullest.whole) : null
  return { values: [{ unit: 'percent', value }], target: '100' }
}

function derivation(me: Me, whose: Whose): Derivation {
  const managerId = managedBy(me, whose)
  return {
    query: 'insight.projects',
    input: { state: 'deliver', ...(managerId === null ? {} : { managerId }) },
  }
}

const unapproved = (me: Me, whose: Whose) => {
  const managerId = managedBy(me, whose)
  return counted(
    me,
    'minutes',
    sql`
      select coalesce(sum(entry.minutes), 0)::bigint as value
      from projects.project
      join timesheets.time_entry as entry on entry.tenant_id = project.tenant_id and entry.project_id = project.id
        and entry.state = 'submitted'
      where project.tenant_id = kernel.tenant_id() and project.state = 'deliver'
        and (${managerId}::uuid is null or project.manager_id = ${managerId}::uuid)`,
  )
}

const figures = (whose: Whose): readonly Figure[] => [
  {
    key: 'projects.margin',
    measure: (me) => margin(me, whose),
    derivation: (me) => derivation(me, whose),
  },
  {
    key: 'projects.budget-used',
    measure: (me) => budgetUsed(me, whose),
    derivation: (me) => derivation(me, whose),
  },
  {
    key: 'projects.unapproved-time',
    measure: (me) => unapproved(me, whose),
    derivation: (me) => derivation(me, whose),
  },
]

export const ofManagedProjects = figures('managed')
export const ofAllProjects = figures('all')
