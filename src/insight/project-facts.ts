/** What the health of projects depends on besides money, and who and when they are: set-based for any number of them. */
import { addDays, type PlainDate } from '#kernel/dates.ts'
import { sql, type Tx } from '#kernel/sql.ts'
import type { Estimated, HealthFacts } from './project-health.ts'
import { WAITING_DAYS_MAX } from './project-health.ts'

export interface ProjectRow {
  readonly id: string
  readonly number: string
  readonly name: string
  readonly clientId: string
  readonly clientName: string
  readonly currency: string
  readonly managerId: string | null
  readonly managerName: string | null
  readonly deliveryLeadId: string | null
  readonly deliveryLeadName: string | null
  readonly opportunityId: string
  readonly state: 'new' | 'plan' | 'deliver' | 'complete' | 'closed'
  readonly startsOn: PlainDate
  readonly endsOn: PlainDate
  readonly revision: number
}

export const projectRows = sql`
  select project.id, project.number, project.name, project.client_id as "clientId", client.name as "clientName", project.currency,
    project.manager_id as "managerId", manager.name as "managerName", project.delivery_lead_id as "deliveryLeadId",
    lead.name as "deliveryLeadName", project.opportunity_id as "opportunityId", project.state,
    project.starts_on as "startsOn", project.ends_on as "endsOn", project.revision
  from projects.project
  join clients.client on client.tenant_id = project.tenant_id and client.id = project.client_id
  left join people.person as manager on manager.tenant_id = project.tenant_id and manager.id = project.manager_id
  left join people.person as lead on lead.tenant_id = project.tenant_id and lead.id = project.delivery_lead_id
  where project.tenant_id = kernel.tenant_id()`

/** The work packages of projects, as far as estimates depend on them. */
export function packagesOf(
  tx: Tx,
  projectIds: readonly string[],
): Promise<(Estimated & { readonly projectId: string })[]> {
  return tx.rows(sql<Estimated & { projectId: string }>`
    select package.project_id as "projectId", package.id as "workPackageId",
      package.state = 'open' and project.state in ('new', 'plan', 'deliver') as "isOpen"
    from projects.work_package as package
    join projects.project on project.tenant_id = package.tenant_id and project.id = package.project_id
    where package.tenant_id = kernel.tenant_id() and package.project_id = any(${projectIds}::uuid[])`)
}

/** What is late, waits, or is nearly used up. */
export type Signals = Pick<HealthFacts, 'lateMilestones' | 'waitingMinutes' | 'caps'> & {
  readonly projectId: string
}

export function signalsOf(tx: Tx, projectIds: readonly string[], today: PlainDate): Promise<Signals[]> {
  const waitingFrom = addDays(today, -WAITING_DAYS_MAX)
  return tx.rows(sql<Signals>`
    with line as materialized (
      select project.id as project_id, line.id, line.title, line.cap_minor, line.committed_minor
      from projects.project
      join contracts.contract
        on contract.tenant_id = project.tenant_id and contract.opportunity_id = project.opportunity_id
        and contract.state not in ('draft', 'lost')
      join contracts.contract_line as line on line.tenant_id = contract.tenant_id and line.contract_id = contract.id
      where project.tenant_id = kernel.tenant_id() and project.id = any(${projectIds}::uuid[])
    )
    select asked.id as "projectId",
      coalesce((
        select jsonb_agg(jsonb_build_object('title', milestone.title, 'plannedOn', milestone.planned_on)
          order by milestone.planned_on, milestone.title)
        from line
        join contracts.milestone on milestone.tenant_id = kernel.tenant_id() and milestone.contract_line_id = line.id
        where line.project_id = asked.id and milestone.state <> 'accepted' and milestone.planned_on < ${today}), '[]')
        as "lateMilestones",
      coalesce((
        select jsonb_agg(jsonb_build_object('title', line.title, 'usedPercent',
          (line.committed_minor * 100 / line.cap_minor)::integer) order by line.title)
        from line
        where line.project_id = asked.id and line.cap_minor is not null), '[]') as caps,
      (
        select coalesce(sum(entry.minutes), 0)::integer
        from timesheets.time_entry as entry
        join timesheets.timesheet as sheet on sheet.tenant_id = entry.tenant_id and sheet.id = entry.timesheet_id
        where entry.tenant_id = kernel.tenant_id() and entry.project_id = asked.id and entry.state = 'submitted'
          and coalesce(sheet.submitted_at, (sheet.week_start + 7)::timestamptz) < ${waitingFrom}::date) as "waitingMinutes"
    from unnest(${projectIds}::uuid[]) as asked (id)`)
}
