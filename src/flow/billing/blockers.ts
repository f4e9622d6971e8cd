/** What keeps the rest from being billed, and who can move it. */
import { sql, type Tx } from '#kernel/sql.ts'

type BlockerCode =
  | 'time_not_submitted'
  | 'time_not_approved'
  | 'time_rejected'
  | 'over_cap'
  | 'milestone_not_accepted'
  | 'purchase_order_missing'

export interface Blocker {
  readonly contractId: string
  readonly code: BlockerCode
  readonly what: string
  readonly who: string
  /** How they sign in; null when nobody is named or they do not sign in. */
  readonly principalId: string | null
  /** Who acts when nobody can be named. */
  readonly role: string
  readonly minutes: number
  readonly minor: bigint | null
}

/** Everything that keeps work, milestones and invoices from being billed, each with whoever can move it. */
export async function blockersOf(tx: Tx, cutoff: string): Promise<Blocker[]> {
  const kinds = await Promise.all([
    timeBlockers(tx, cutoff),
    capBlockers(tx, cutoff),
    milestoneBlockers(tx, cutoff),
    orderBlockers(tx),
  ])
  return kinds.flat()
}

function timeBlockers(tx: Tx, cutoff: string): Promise<Blocker[]> {
  return tx.rows(sql<Blocker>`
    select line.contract_id as "contractId",
      case entry.state when 'draft' then 'time_not_submitted' when 'rejected' then 'time_rejected' else 'time_not_approved' end as code,
      person.name || ', ' || package.code || ' ' || package.title as what,
      case entry.state when 'submitted' then coalesce(approver.name, 'delivery lead') else person.name end as who,
      case entry.state when 'submitted' then approver.principal_id else person.principal_id end as "principalId",
      'delivery-lead' as role,
      sum(entry.minutes)::integer as minutes, null::bigint as minor
    from timesheets.time_entry as entry
      join projects.work_package as package on package.tenant_id = entry.tenant_id and package.id = entry.work_package_id
      join projects.project on project.tenant_id = package.tenant_id and project.id = package.project_id
      join contracts.contract_line as line on line.tenant_id = package.tenant_id and line.id = package.contract_line_id
        and line.billing_method = 'time_and_materials'
      join people.person on person.tenant_id = entry.tenant_id and person.id = entry.person_id
      left join people.person as approver on approver.tenant_id = package.tenant_id
        and approver.id = coalesce(package.approver_id, project.manager_id)
    where entry.tenant_id = kernel.tenant_id() and entry.worked_on <= ${cutoff} and entry.state in ('draft', 'submitted', 'rejected')
      and entry.billing_type = 'chargeable'
    group by line.contract_id, entry.state, person.name, person.principal_id, package.code, package.title, approver.name,
      approver.principal_id
    order by what`)
}

function capBlockers(tx: Tx, cutoff: string): Promise<Blocker[]> {
  return tx.rows(sql<Blocker>`
    select backlog.contract_id as "contractId", 'over_cap' as code, line.title as what,
      coalesce(owner.name, 'sales') as who, owner.principal_id as "principalId", 'sales' as role, sum(backlog.minutes)::integer as minutes, sum(backlog.amount_minor)::bigint as minor
    from actuals.backlog
      join contracts.contract_line as line on line.tenant_id = backlog.tenant_id and line.id = backlog.contract_line_id
      join contracts.contract on contract.tenant_id = line.tenant_id and contract.id = line.contract_id
      join opportunities.opportunity on opportunity.tenant_id = contract.tenant_id and opportunity.id = contract.opportunity_id
      left join people.person as owner on owner.tenant_id = opportunity.tenant_id and owner.id = opportunity.owner_id
    where backlog.tenant_id = kernel.tenant_id() and backlog.cap_status = 'failed' and backlog.happened_on <= ${cutoff}
    group by backlog.contract_id, line.title, owner.name, owner.principal_id
    order by what`)
}

function milestoneBlockers(tx: Tx, cutoff: string): Promise<Blocker[]> {
  return tx.rows(sql<Blocker>`
    select line.contract_id as "contractId", 'milestone_not_accepted' as code, milestone.title as what,
      case milestone.state when 'planned' then 'project manager' else 'delivery lead' end as who,
      null::uuid as "principalId",
      case milestone.state when 'planned' then 'project-manager' else 'delivery-lead' end as role, 0 as minutes,
      milestone.amount_minor as minor
    from contracts.milestone
      join contracts.contract_line as line on line.tenant_id = milestone.tenant_id and line.id = milestone.contract_line_id
      join contracts.contract on contract.tenant_id = line.tenant_id and contract.id = line.contract_id
    where milestone.tenant_id = kernel.tenant_id() and milestone.state <> 'accepted' and milestone.planned_on <= ${cutoff}
      and contract.state in ('active', 'completed')
    order by milestone.planned_on, what`)
}

function orderBlockers(tx: Tx): Promise<Blocker[]> {
  return tx.rows(sql<Blocker>`
    select contract.id as "contractId", 'purchase_order_missing' as code, client.name as what, 'sales' as who,
      null::uuid as "principalId", 'sales' as role, 0 as minutes, null::bigint as minor
    from contracts.contract
      join clients.client on client.tenant_id = contract.tenant_id and client.id = contract.client_id
    where contract.tenant_id = kernel.tenant_id() and contract.state = 'active' and contract.purchase_order = ''
      and client.purchase_order_required
    order by contract.number`)
}
