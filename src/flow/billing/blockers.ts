/** What keeps the rest from being billed, and who can move it. */
import { tasksWaitingFor } from '#engines/process'
import { sql, type Tx } from '#kernel/sql.ts'

type BlockerCode =
  | 'time_not_submitted'
  | 'time_not_approved'
  | 'time_rejected'
  | 'over_cap'
  | 'milestone_not_accepted'
  | 'purchase_order_missing'

interface Found {
  readonly contractId: string
  readonly code: BlockerCode
  readonly what: string
  /** The Monday of the week of time, or the day a milestone was planned for. */
  readonly day: string | null
  /** Whoever must act; null when nobody can be named. */
  readonly person: string | null
  readonly personId: string | null
  /** How they sign in; null when nobody is named or they do not sign in. */
  readonly principalId: string | null
  /** Who acts when nobody can be named. */
  readonly role: 'delivery-lead' | 'project-manager' | 'sales'
  /** The record on which it is cleared. */
  readonly kind: 'timesheet' | 'milestone' | 'contract_line' | 'contract'
  readonly recordId: string
  /** What a task that clears it waits for; null where no process asks anybody. */
  readonly awaited: string | null
  readonly minutes: number
  readonly minor: bigint | null
}

export interface Blocker extends Found {
  /** The open task by which it is cleared. */
  readonly taskId: string | null
}

/** Everything that keeps work, milestones and invoices from being billed, each with whoever can move it. */
export async function blockersOf(tx: Tx, cutoff: string): Promise<Blocker[]> {
  const kinds = await Promise.all([
    timeBlockers(tx, cutoff),
    capBlockers(tx, cutoff),
    milestoneBlockers(tx, cutoff),
    orderBlockers(tx),
  ])
  const found = kinds.flat()
  const tasks = await tasksWaitingFor(
    tx,
    found.flatMap(({ awaited }) => awaited ?? []),
  )
  return found.map((one) => ({ ...one, taskId: (one.awaited && tasks.get(one.awaited)) ?? null }))
}

function timeBlockers(tx: Tx, cutoff: string): Promise<Found[]> {
  return tx.rows(sql<Found>`
    select time.contract_id as "contractId",
      case time.state when 'draft' then 'time_not_submitted' when 'rejected' then 'time_rejected' else 'time_not_approved' end as code,
      worker.name || ', ' || package.code || ' ' || package.title as what, sheet.week_start as day,
      actor.name as person, actor.id as "personId", actor.principal_id as "principalId", 'delivery-lead' as role,
      'timesheet' as kind, time.timesheet_id as "recordId",
      case time.state when 'submitted' then time.timesheet_id || ':' || time.project_id end as awaited,
      time.minutes, null::bigint as minor
    from (
      select line.contract_id, entry.state, entry.timesheet_id, entry.project_id, entry.person_id, entry.work_package_id,
        sum(entry.minutes)::integer as minutes
      from timesheets.time_entry as entry
        join projects.work_package as package on package.tenant_id = entry.tenant_id and package.id = entry.work_package_id
        join contracts.contract_line as line on line.tenant_id = package.tenant_id and line.id = package.contract_line_id
          and line.billing_method = 'time_and_materials'
      where entry.tenant_id = kernel.tenant_id() and entry.worked_on <= ${cutoff}
        and entry.state in ('draft', 'submitted', 'rejected') and entry.billing_type = 'chargeable'
      group by line.contract_id, entry.state, entry.timesheet_id, entry.project_id, entry.person_id, entry.work_package_id
    ) as time
      join timesheets.timesheet as sheet on sheet.tenant_id = kernel.tenant_id() and sheet.id = time.timesheet_id
      join projects.work_package as package on package.tenant_id = kernel.tenant_id() and package.id = time.work_package_id
      join projects.project on project.tenant_id = kernel.tenant_id() and project.id = time.project_id
      join people.person as worker on worker.tenant_id = kernel.tenant_id() and worker.id = time.person_id
      left join people.person as actor on actor.tenant_id = kernel.tenant_id()
        and actor.id = case time.state when 'submitted' then coalesce(package.approver_id, project.manager_id) else time.person_id end
    order by sheet.week_start, what, code`)
}

function capBlockers(tx: Tx, cutoff: string): Promise<Found[]> {
  return tx.rows(sql<Found>`
    select backlog.contract_id as "contractId", 'over_cap' as code, line.title as what, null::date as day,
      owner.name as person, owner.id as "personId", owner.principal_id as "principalId", 'sales' as role,
      'contract_line' as kind, line.id as "recordId", null::text as awaited,
      sum(backlog.minutes)::integer as minutes, sum(backlog.amount_minor)::bigint as minor
    from actuals.backlog
      join contracts.contract_line as line on line.tenant_id = backlog.tenant_id and line.id = backlog.contract_line_id
      join contracts.contract on contract.tenant_id = line.tenant_id and contract.id = line.contract_id
      join opportunities.opportunity on opportunity.tenant_id = contract.tenant_id and opportunity.id = contract.opportunity_id
      left join people.person as owner on owner.tenant_id = opportunity.tenant_id and owner.id = opportunity.owner_id
    where backlog.tenant_id = kernel.tenant_id() and backlog.cap_status = 'failed' and backlog.happened_on <= ${cutoff}
    group by backlog.contract_id, line.id, line.title, owner.id, owner.name, owner.principal_id
    order by what, line.id`)
}

function milestoneBlockers(tx: Tx, cutoff: string): Promise<Found[]> {
  return tx.rows(sql<Found>`
    select line.contract_id as "contractId", 'milestone_not_accepted' as code, milestone.title as what,
      milestone.planned_on as day, null::text as person, null::uuid as "personId", null::uuid as "principalId",
      case milestone.state when 'planned' then 'project-manager' else 'delivery-lead' end as role,
      'milestone' as kind, milestone.id as "recordId", milestone.id::text as awaited, 0 as minutes,
      milestone.amount_minor as minor
    from contracts.milestone
      join contracts.contract_line as line on line.tenant_id = milestone.tenant_id and line.id = milestone.contract_line_id
      join contracts.contract on contract.tenant_id = line.tenant_id and contract.id = line.contract_id
    where milestone.tenant_id = kernel.tenant_id() and milestone.state <> 'accepted' and milestone.planned_on <= ${cutoff}
      and contract.state in ('active', 'completed')
    order by milestone.planned_on, what`)
}

function orderBlockers(tx: Tx): Promise<Found[]> {
  return tx.rows(sql<Found>`
    select contract.id as "contractId", 'purchase_order_missing' as code, client.name as what, null::date as day,
      owner.name as person, owner.id as "personId", owner.principal_id as "principalId", 'sales' as role,
      'contract' as kind, contract.id as "recordId", null::text as awaited, 0 as minutes, null::bigint as minor
    from contracts.contract
      join clients.client on client.tenant_id = contract.tenant_id and client.id = contract.client_id
      join opportunities.opportunity on opportunity.tenant_id = contract.tenant_id and opportunity.id = contract.opportunity_id
      left join people.person as owner on owner.tenant_id = opportunity.tenant_id and owner.id = opportunity.owner_id
    where contract.tenant_id = kernel.tenant_id() and contract.state = 'active' and contract.purchase_order = ''
      and client.purchase_order_required
    order by contract.number`)
}
