import { answer } from '#kernel/handle.ts'
import { money } from '#kernel/money.ts'
import { sql, type Tx } from '#kernel/sql.ts'
import { readiness } from './contract.ts'

type BlockerCode =
  | 'time_not_submitted'
  | 'time_not_approved'
  | 'time_rejected'
  | 'over_cap'
  | 'milestone_not_accepted'
  | 'purchase_order_missing'

interface Blocker {
  readonly contractId: string
  readonly code: BlockerCode
  readonly what: string
  readonly who: string
  readonly minutes: number
  readonly minor: bigint | null
}

export const billingReadiness = answer(readiness, async ({ tx }, { cutoff }) => {
  const [ready, blockers] = await Promise.all([readyOf(tx, cutoff), blockersOf(tx, cutoff)])
  return {
    contracts: ready
      .map(({ work, milestones, fees, currency, ...contract }) => ({
        ...contract,
        ready: money(work + milestones + fees, currency),
        work: money(work, currency),
        milestones: money(milestones, currency),
        fees: money(fees, currency),
        blockers: blockers
          .filter((blocker) => blocker.contractId === contract.contractId)
          .map(({ code, what, who, minutes, minor: blocked }) => ({
            code,
            what,
            who,
            minutes,
            amount: blocked === null ? null : money(blocked, currency),
          })),
      }))
      .filter((contract) => contract.ready.minor > 0n || contract.blockers.length > 0),
  }
})

interface Ready {
  readonly contractId: string
  readonly number: string
  readonly clientName: string
  readonly currency: string
  readonly work: bigint
  readonly milestones: bigint
  readonly fees: bigint
}

function readyOf(tx: Tx, cutoff: string): Promise<Ready[]> {
  return tx.rows(sql<Ready>`
    select contract.id as "contractId", contract.number, client.name as "clientName", contract.currency,
      coalesce(work.minor, 0)::bigint as work, coalesce(milestones.minor, 0)::bigint as milestones,
      coalesce(fees.minor, 0)::bigint as fees
    from contracts.contract
      join clients.client on client.tenant_id = contract.tenant_id and client.id = contract.client_id
      left join (
        select contract_id, sum(amount_minor) as minor
        from actuals.backlog
        where tenant_id = kernel.tenant_id() and happened_on <= ${cutoff} and cap_status <> 'failed'
        group by contract_id
      ) as work on work.contract_id = contract.id
      left join (
        select line.contract_id, sum(milestone.amount_minor) as minor
        from contracts.milestone
          join contracts.contract_line as line on line.tenant_id = milestone.tenant_id and line.id = milestone.contract_line_id
        where milestone.tenant_id = kernel.tenant_id() and milestone.billing_status = 'ready' and milestone.accepted_on <= ${cutoff}
        group by line.contract_id
      ) as milestones on milestones.contract_id = contract.id
      left join (
        select line.contract_id, sum(fee.amount_minor) as minor
        from contracts.fee
          join contracts.contract_line as line on line.tenant_id = fee.tenant_id and line.id = fee.contract_line_id
        where fee.tenant_id = kernel.tenant_id() and fee.billing_status = 'ready' and fee.bill_on <= ${cutoff}
        group by line.contract_id
      ) as fees on fees.contract_id = contract.id
    where contract.tenant_id = kernel.tenant_id() and contract.state in ('active', 'completed')
    order by contract.number`)
}

/** Everything that keeps work, milestones and invoices from being billed, each with whoever can move it. */
async function blockersOf(tx: Tx, cutoff: string): Promise<Blocker[]> {
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
    group by line.contract_id, entry.state, person.name, package.code, package.title, approver.name
    order by what`)
}

function capBlockers(tx: Tx, cutoff: string): Promise<Blocker[]> {
  return tx.rows(sql<Blocker>`
    select backlog.contract_id as "contractId", 'over_cap' as code, line.title as what,
      coalesce(owner.name, 'sales') as who, sum(backlog.minutes)::integer as minutes, sum(backlog.amount_minor)::bigint as minor
    from actuals.backlog
      join contracts.contract_line as line on line.tenant_id = backlog.tenant_id and line.id = backlog.contract_line_id
      join contracts.contract on contract.tenant_id = line.tenant_id and contract.id = line.contract_id
      join opportunities.opportunity on opportunity.tenant_id = contract.tenant_id and opportunity.id = contract.opportunity_id
      left join people.person as owner on owner.tenant_id = opportunity.tenant_id and owner.id = opportunity.owner_id
    where backlog.tenant_id = kernel.tenant_id() and backlog.cap_status = 'failed' and backlog.happened_on <= ${cutoff}
    group by backlog.contract_id, line.title, owner.name
    order by what`)
}

function milestoneBlockers(tx: Tx, cutoff: string): Promise<Blocker[]> {
  return tx.rows(sql<Blocker>`
    select line.contract_id as "contractId", 'milestone_not_accepted' as code, milestone.title as what,
      case milestone.state when 'planned' then 'project manager' else 'delivery lead' end as who, 0 as minutes,
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
    select contract.id as "contractId", 'purchase_order_missing' as code, client.name as what, 'sales' as who, 0 as minutes,
      null::bigint as minor
    from contracts.contract
      join clients.client on client.tenant_id = contract.tenant_id and client.id = contract.client_id
    where contract.tenant_id = kernel.tenant_id() and contract.state = 'active' and contract.purchase_order = ''
      and client.purchase_order_required
    order by contract.number`)
}
