import { projectsById, requireManaged } from '#flow/projects'
import type { PlainDate } from '#kernel/dates.ts'
import { answer, type QueryContext } from '#kernel/handle.ts'
import { money } from '#kernel/money.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql, type Tx } from '#kernel/sql.ts'
import { projectOverview as contract } from './contract.ts'
import { type ProjectRow, projectRows } from './project-facts.ts'
import { materialOf, summaryOf } from './project-summary.ts'

export const projectOverview = answer(contract, async (ctx, { projectId }) => {
  const { tx, call } = ctx
  const project = await visibleProject(ctx, projectId)
  const { revision, opportunityId, deliveryLeadId, deliveryLeadName } = project
  const [material, contracts, people, milestones] = await Promise.all([
    materialOf(tx, [projectId], call.today),
    contractsOf(tx, opportunityId),
    peopleOf(tx, projectId, call.today),
    milestonesOf(tx, opportunityId),
  ])
  return {
    ...summaryOf(project, material, call.today),
    ...{ revision, opportunityId, deliveryLeadId, deliveryLeadName },
    contracts,
    people,
    milestones: milestones.map(({ minor, currency, lineId: _lineId, ...milestone }) => ({
      ...milestone,
      amount: money(minor, currency),
    })),
  }
})

/** The project, unless it does not exist or the caller may not see it. */
export async function visibleProject(ctx: QueryContext, projectId: string): Promise<ProjectRow> {
  const [known] = await projectsById(ctx.tx, [projectId])
  if (!known) throw new Refused('project_not_found', { projectId })
  await requireManaged(ctx, known)
  return ctx.tx.one(sql<ProjectRow>`select q.* from (${projectRows}) as q where q.id = ${projectId}`)
}

interface ContractRow {
  readonly id: string
  readonly number: string
  readonly title: string
  readonly state: string
}

function contractsOf(tx: Tx, opportunityId: string): Promise<ContractRow[]> {
  return tx.rows(sql<ContractRow>`
    select id, number, title, state
    from contracts.contract
    where tenant_id = kernel.tenant_id() and opportunity_id = ${opportunityId} and state <> 'lost'
    order by number`)
}

interface PersonRow {
  readonly personId: string
  readonly name: string
  readonly roleCode: string
  readonly actualMinutes: number
  readonly waitingMinutes: number
  readonly bookedMinutesAhead: number
}

/** Whoever worked on the project or is booked for it. */
function peopleOf(tx: Tx, projectId: string, today: PlainDate): Promise<PersonRow[]> {
  return tx.rows(sql<PersonRow>`
    with work as (
      select person_id, minutes as actual, 0 as waiting, 0 as booked
      from actuals.actual
      where tenant_id = kernel.tenant_id() and project_id = ${projectId} and transaction_type = 'cost'
      union all
      select person_id, 0, minutes, 0
      from timesheets.time_entry
      where tenant_id = kernel.tenant_id() and project_id = ${projectId} and state in ('draft', 'submitted', 'rejected')
      union all
      select booking.person_id, 0, 0, (booking.minutes_per_day * (
        select count(*)
        from firm.working_days(person.entity_id, greatest(booking.starts_on, ${today}::date + 1), booking.ends_on)))::integer
      from staffing.booking
      join people.person on person.tenant_id = booking.tenant_id and person.id = booking.person_id
      where booking.tenant_id = kernel.tenant_id() and booking.project_id = ${projectId} and booking.state = 'hard'
    )
    select person.id as "personId", person.name, person.role_code as "roleCode", sum(work.actual)::integer as "actualMinutes",
      sum(work.waiting)::integer as "waitingMinutes", sum(work.booked)::integer as "bookedMinutesAhead"
    from work
    join people.person on person.tenant_id = kernel.tenant_id() and person.id = work.person_id
    group by person.id, person.name, person.role_code
    order by person.name, person.id`)
}

export interface MilestoneRow {
  readonly id: string
  readonly lineId: string
  readonly title: string
  readonly plannedOn: PlainDate
  readonly acceptedOn: PlainDate | null
  readonly state: 'planned' | 'submitted' | 'accepted'
  readonly minor: bigint
  readonly currency: string
}

export function milestonesOf(tx: Tx, opportunityId: string): Promise<MilestoneRow[]> {
  return tx.rows(sql<MilestoneRow>`
    select milestone.id, line.id as "lineId", milestone.title, milestone.planned_on as "plannedOn",
      milestone.accepted_on as "acceptedOn", milestone.state, milestone.amount_minor as minor, contract.currency
    from contracts.contract
    join contracts.contract_line as line on line.tenant_id = contract.tenant_id and line.contract_id = contract.id
    join contracts.milestone on milestone.tenant_id = line.tenant_id and milestone.contract_line_id = line.id
    where contract.tenant_id = kernel.tenant_id() and contract.opportunity_id = ${opportunityId}
      and contract.state not in ('draft', 'lost')
    order by milestone.planned_on, milestone.title`)
}
