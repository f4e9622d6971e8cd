/** What waits for an approver, as the tables have it: a statement a question, whatever the number of weeks. */
import type { PlainDate } from '#kernel/dates.ts'
import { type RawBuilder, sql, type Tx } from '#kernel/sql.ts'
import type { BillingType } from './entry.ts'
import type { ApproverRule } from './waiting-part.ts'

/** A project's week. */
export interface WaitingWeek {
  readonly id: string
  readonly projectId: string
  readonly projectNumber: string
  readonly projectName: string
  readonly clientName: string
  readonly weekStart: PlainDate
  readonly minutes: number
  readonly chargeableMinutes: number
  readonly waitingSince: Temporal.Instant | null
}

/** The project weeks with lines (`entry`) for which the condition holds. */
export const waitingWeeks = (visible: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  select entry.project_id || ':' || sheet.week_start as id, entry.project_id as "projectId", project.number as "projectNumber",
    project.name as "projectName", client.name as "clientName", sheet.week_start as "weekStart",
    sum(entry.minutes)::integer as minutes,
    coalesce(sum(entry.minutes) filter (where entry.billing_type = 'chargeable'), 0)::integer as "chargeableMinutes",
    min(sheet.submitted_at) as "waitingSince"
  from timesheets.time_entry as entry
  join timesheets.timesheet as sheet on sheet.tenant_id = entry.tenant_id and sheet.id = entry.timesheet_id
  join projects.project on project.tenant_id = entry.tenant_id and project.id = entry.project_id
  join clients.client on client.tenant_id = project.tenant_id and client.id = project.client_id
  where entry.tenant_id = kernel.tenant_id() and entry.state = 'submitted' and ${visible}
  group by entry.project_id, project.number, project.name, client.name, sheet.week_start`

export interface WaitingRow {
  readonly weekId: string
  readonly timesheetId: string
  readonly revision: number
  readonly submittedAt: Temporal.Instant | null
  readonly personId: string
  readonly personName: string
  readonly roleCode: string
  readonly rule: ApproverRule
  readonly timeEntryId: string
  readonly workPackageId: string
  readonly workPackage: string
  readonly workedOn: PlainDate
  readonly minutes: number
  readonly billingType: BillingType
  readonly description: string
  readonly isPriced: boolean
  readonly amountMinor: bigint | null
  readonly currency: string | null
  readonly onWorkingDay: boolean
  /** All time of the person in the week, whatever its project and state, and what is to be worked in it. */
  readonly weekMinutes: number
  readonly targetMinutes: number
}

/** The lines of project weeks, with what each is worth at the rate agreed for the role on the day. */
export function waitingRows(
  tx: Tx,
  weekIds: readonly string[],
  visible: RawBuilder<unknown>,
  callerId: string | null,
): Promise<WaitingRow[]> {
  return tx.rows(sql<WaitingRow>`
    with line as materialized (
      select entry.*, sheet.week_start, sheet.revision, sheet.submitted_at
      from timesheets.time_entry as entry
      join timesheets.timesheet as sheet on sheet.tenant_id = entry.tenant_id and sheet.id = entry.timesheet_id
      where entry.tenant_id = kernel.tenant_id() and entry.state = 'submitted'
        and entry.project_id || ':' || sheet.week_start = any(${weekIds}::text[]) and ${visible}
    ),
    week as materialized (
      select asked.timesheet_id, sum(entry.minutes) as minutes
      from (select distinct timesheet_id from line) as asked
      join timesheets.time_entry as entry on entry.tenant_id = kernel.tenant_id() and entry.timesheet_id = asked.timesheet_id
      where entry.state <> 'recalled'
      group by asked.timesheet_id
    ),
    working as materialized (
      select asked.person_id, asked.week_start, array_agg(working.day) as days, person.weekly_minutes * count(*) / 5 as target
      from (select distinct person_id, week_start from line) as asked
      join people.person on person.tenant_id = kernel.tenant_id() and person.id = asked.person_id
      cross join lateral people.working_days(person.id, asked.week_start, asked.week_start + 6) as working
      group by asked.person_id, asked.week_start, person.weekly_minutes
    )
    select line.project_id || ':' || line.week_start as "weekId", line.timesheet_id as "timesheetId", line.revision,
      line.submitted_at as "submittedAt", line.person_id as "personId", person.name as "personName",
      person.role_code as "roleCode",
      case ${callerId}::uuid when package.approver_id then 'named_approver' when project.manager_id then 'project_manager'
        when project.delivery_lead_id then 'delivery_lead' else 'role' end as rule,
      line.id as "timeEntryId", line.work_package_id as "workPackageId", package.code || ' ' || package.title as "workPackage",
      line.worked_on as "workedOn", line.minutes, line.billing_type as "billingType", line.description,
      coalesce(agreed.billing_method = 'time_and_materials', false) as "isPriced",
      case when agreed.billing_method = 'time_and_materials' and line.billing_type = 'chargeable'
        then kernel.rate_times_minutes(contracts.rate_on(agreed.id, person.role_code, line.worked_on), line.minutes, contract.currency)
      end as "amountMinor",
      contract.currency, coalesce(line.worked_on = any(working.days), false) as "onWorkingDay",
      week.minutes::integer as "weekMinutes", coalesce(working.target, 0)::integer as "targetMinutes"
    from line
    join week on week.timesheet_id = line.timesheet_id
    left join working on working.person_id = line.person_id and working.week_start = line.week_start
    join people.person on person.tenant_id = line.tenant_id and person.id = line.person_id
    join projects.project on project.tenant_id = line.tenant_id and project.id = line.project_id
    join projects.work_package as package on package.tenant_id = line.tenant_id and package.id = line.work_package_id
    left join contracts.contract_line as agreed on agreed.tenant_id = package.tenant_id and agreed.id = package.contract_line_id
    left join contracts.contract on contract.tenant_id = agreed.tenant_id and contract.id = agreed.contract_id
    order by person.name, line.person_id, line.worked_on, line.id`)
}

export interface BudgetFacts {
  readonly workPackageId: string
  readonly workPackage: string
  readonly budgetMinutes: number | null
  readonly approvedMinutes: number
  readonly capLeftMinor: bigint | null
  readonly currency: string | null
}

/** Work packages with their approved budget, what was approved on them, and what is left under their cap. */
export function budgetFacts(tx: Tx, workPackageIds: readonly string[]): Promise<BudgetFacts[]> {
  return tx.rows(sql<BudgetFacts>`
    select package.id as "workPackageId", package.code || ' ' || package.title as "workPackage",
      planned.minutes::integer as "budgetMinutes", coalesce(worked.minutes, 0)::integer as "approvedMinutes",
      agreed.cap_minor - agreed.committed_minor as "capLeftMinor", contract.currency
    from projects.work_package as package
    left join lateral (
      select sum(budget_line.minutes) as minutes
      from projects.budget
      join projects.budget_line on budget_line.tenant_id = budget.tenant_id and budget_line.budget_id = budget.id
      where budget.tenant_id = package.tenant_id and budget.project_id = package.project_id and budget.state = 'approved'
        and budget_line.work_package_id = package.id) as planned on true
    left join lateral (
      select sum(actual.minutes) as minutes
      from actuals.actual
      where actual.tenant_id = package.tenant_id and actual.project_id = package.project_id
        and actual.work_package_id = package.id and actual.transaction_type = 'cost') as worked on true
    left join contracts.contract_line as agreed on agreed.tenant_id = package.tenant_id and agreed.id = package.contract_line_id
    left join contracts.contract on contract.tenant_id = agreed.tenant_id and contract.id = agreed.contract_id
    where package.tenant_id = kernel.tenant_id() and package.id = any(${workPackageIds}::uuid[])
    order by package.code`)
}
