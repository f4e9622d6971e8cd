import { remainders } from '#flow/billing'
import { personById } from '#flow/people'
import { projectsById } from '#flow/projects'
import { handle } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql, type Tx } from '#kernel/sql.ts'
import { checkClosure as contract } from './contract.ts'

/** What was found is journaled, so that it can be shown later what was known when a project was closed. */
export const checkProjectClosure = handle(contract, async ({ tx, call }, { projectId }) => {
  const [project] = await projectsById(tx, [projectId])
  if (!project) throw new Refused('project_not_found', { projectId })
  const { opportunityId, managerId } = project
  const left = await leftOf(tx, projectId, opportunityId, call.today)
  const problems = left.map(({ code, count }) => ({ code, count, ...said[code](count) }))
  const manager = managerId === null ? undefined : await personById(tx, managerId)
  const principalId = manager?.principalId ?? null
  const named = problems.some(({ role }) => role === 'project-manager') ? principalId : null
  const roles = problems
    .map(({ role }) => role)
    .filter((role) => named === null || role !== 'project-manager')
  return {
    output: {
      projectId,
      ready: problems.length === 0,
      problems,
      principals: named === null ? [] : [named],
      roles: [...new Set(roles)],
    },
    touched: [
      { type: 'project', id: projectId, after: { left: left.map(({ code, count }) => ({ code, count })) } },
    ],
  }
})

const lines = (count: number, one: string, many: string) => (count === 1 ? `One ${one}` : `${count} ${many}`)

/** Who must act about what is left, and how it is told. */
const said = {
  time_not_approved: (count: number) => ({
    role: 'project-manager',
    message: `${lines(count, 'entry of time is', 'entries of time are')} not approved.`,
  }),
  request_open: (count: number) => ({
    role: 'resource-manager',
    message: `${lines(count, 'request for people is', 'requests for people are')} open.`,
  }),
  booking_open: (count: number) => ({
    role: 'resource-manager',
    message: `${lines(count, 'booking reaches', 'bookings reach')} beyond today.`,
  }),
  change_open: (count: number) => ({
    role: 'project-manager',
    message: `${lines(count, 'change of a contract is', 'changes of contracts are')} under way.`,
  }),
  milestone_not_accepted: (count: number) => ({
    role: 'project-manager',
    message: `${lines(count, 'milestone is', 'milestones are')} not accepted.`,
  }),
  work_not_billed: (count: number) => ({
    role: 'billing',
    message: `${lines(count, 'entry of approved work is', 'entries of approved work are')} not billed.`,
  }),
  milestone_not_billed: (count: number) => ({
    role: 'billing',
    message: `${lines(count, 'accepted milestone is', 'accepted milestones are')} not billed.`,
  }),
  fee_not_billed: (count: number) => ({
    role: 'billing',
    message: `${lines(count, 'month of a recurring fee is', 'months of recurring fees are')} not billed.`,
  }),
  invoice_not_posted: (count: number) => ({
    role: 'billing',
    message: `${lines(count, 'pro-forma is', 'pro-formas are')} not posted.`,
  }),
  revenue_not_recognised: (count: number) => ({
    role: 'controller',
    message: `${lines(count, 'month or milestone is', 'months or milestones are')} not recognised as revenue.`,
  }),
} as const

interface Left {
  readonly code: keyof typeof said
  readonly count: number
}

/** Everything that is left, in the order in which it is cleared. */
function leftOf(tx: Tx, projectId: string, opportunityId: string, today: string): Promise<Left[]> {
  return tx.rows(sql<Left>`
    with line as (
      select line.id, line.contract_id
      from contracts.contract_line as line
        join contracts.contract on contract.tenant_id = line.tenant_id and contract.id = line.contract_id
      where line.tenant_id = kernel.tenant_id() and contract.opportunity_id = ${opportunityId}
        and contract.state not in ('draft', 'lost')
    ), milestone as (
      select milestone.* from contracts.milestone join line on line.id = milestone.contract_line_id
      where milestone.tenant_id = kernel.tenant_id()
    ), remainder as (
      select waiting.milestone_id, waiting.fee_id from (${remainders}) as waiting join line on line.id = waiting.contract_line_id
    ), found (place, code, count) as (
      select 1, 'time_not_approved', count(*) from timesheets.time_entry
      where tenant_id = kernel.tenant_id() and project_id = ${projectId} and state <> 'approved'
      union all
      select 2, 'request_open', count(*) from staffing.resource_request
      where tenant_id = kernel.tenant_id() and project_id = ${projectId} and state in ('draft', 'submitted', 'needs_review')
      union all
      select 3, 'booking_open', count(*) from staffing.booking
      where tenant_id = kernel.tenant_id() and project_id = ${projectId} and state <> 'canceled' and ends_on > ${today}::date
      union all
      select 4, 'change_open', count(*) from contracts.change join line on line.id = change.contract_line_id
      where change.tenant_id = kernel.tenant_id() and change.state in ('asked', 'approved', 'accepted')
      union all
      select 5, 'milestone_not_accepted', count(*) from milestone where state <> 'accepted'
      union all
      select 6, 'work_not_billed', count(*) from actuals.backlog join line on line.id = backlog.contract_line_id
      where backlog.tenant_id = kernel.tenant_id()
      union all
      select 7, 'milestone_not_billed', count(*)
      from (
        select id from milestone where state = 'accepted' and billing_status = 'ready'
        union
        select milestone_id from remainder where milestone_id is not null
      ) as waiting
      union all
      select 8, 'fee_not_billed', count(*)
      from (
        select fee.id from contracts.fee join line on line.id = fee.contract_line_id
        where fee.tenant_id = kernel.tenant_id() and fee.billing_status = 'ready'
        union
        select fee_id from remainder where fee_id is not null
      ) as waiting
      union all
      select 9, 'invoice_not_posted', count(*) from billing.invoice
      where tenant_id = kernel.tenant_id() and state in ('draft', 'in_review', 'confirmed')
        and contract_id in (select contract_id from line)
      union all
      select 10, 'revenue_not_recognised', count(*)
      from (
          select schedule.contract_line_id, 'schedule' as source_type, schedule.period_start::text as source_key
          from revenue.schedule join line on line.id = schedule.contract_line_id
          where schedule.tenant_id = kernel.tenant_id()
          union all
          select contract_line_id, 'milestone', id::text from milestone where state = 'accepted'
        ) as earned
      where not exists (
        select from revenue.event
        where event.tenant_id = kernel.tenant_id() and event.contract_line_id = earned.contract_line_id
          and event.source_type = earned.source_type and event.source_key = earned.source_key)
    )
    select code, count::integer as count from found where count > 0 order by place`)
}
