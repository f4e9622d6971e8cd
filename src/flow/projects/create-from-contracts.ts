import { firmNumbers } from '#flow/firm'
import { handle } from '#kernel/handle.ts'
import { newId } from '#kernel/id.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql, type Tx, tables } from '#kernel/sql.ts'
import { createFromContracts as contract } from './contract.ts'
import type { ProjectsTables } from './schema.ts'

const db = tables<ProjectsTables>()

export const createFromContracts = handle(contract, async (ctx, { opportunityId }) => {
  const { tx } = ctx
  await requireNone(tx, opportunityId)
  const engagement = await engagementOf(tx, opportunityId)
  const [number] = (await firmNumbers(ctx, 'project', 1)) as [string]
  const projectId = newId()
  await tx.run(
    db.insertInto('projects.project').values({
      id: projectId,
      number,
      name: engagement.name,
      opportunity_id: opportunityId,
      client_id: engagement.clientId,
      entity_id: engagement.entityId,
      currency: engagement.currency,
      state: 'plan',
      starts_on: engagement.startsOn,
      ends_on: engagement.endsOn,
    }),
  )
  const workPackages = await insertWorkPackages(tx, projectId, opportunityId)
  await insertBudget(tx, projectId, opportunityId)
  return {
    output: { projectId, number, workPackages },
    touched: [
      { type: 'project', id: projectId, after: { ...engagement, number, state: 'plan' } },
      { type: 'opportunity', id: opportunityId },
    ],
    events: [{ type: 'projects.created', key: projectId, payload: { projectId, number, opportunityId } }],
  }
})

async function requireNone(tx: Tx, opportunityId: string): Promise<void> {
  await tx.run(sql`
    select from opportunities.opportunity
    where tenant_id = kernel.tenant_id() and id = ${opportunityId}
    for no key update`)
  const found = await tx.maybe(
    db.selectFrom('projects.project').select('number').where('opportunity_id', '=', opportunityId),
  )
  if (found) throw new Refused('project_exists', { opportunityId, number: found.number })
}

interface Engagement {
  readonly name: string
  readonly clientId: string
  readonly entityId: string
  readonly currency: string
  readonly startsOn: string
  readonly endsOn: string
}

/** The project is led by the entity with the largest contract, compared in the opportunity's currency. */
async function engagementOf(tx: Tx, opportunityId: string): Promise<Engagement> {
  const found = await tx.maybe(sql<Engagement>`
    select opportunity.name, opportunity.client_id as "clientId", opportunity.currency, deal.*
    from opportunities.opportunity
      cross join lateral (
        select (array_agg(contract.entity_id order by price.minor * coalesce(firm.rate_on(contract.currency, opportunity.currency,
            contract.starts_on), 0) desc, contract.number))[1] as "entityId",
          min(contract.starts_on) as "startsOn", max(contract.ends_on) as "endsOn"
        from contracts.contract
          cross join lateral (
            select coalesce(sum(line.price_minor), 0) as minor
            from contracts.contract_line as line
            where line.tenant_id = contract.tenant_id and line.contract_id = contract.id
          ) as price
        where contract.tenant_id = opportunity.tenant_id and contract.opportunity_id = opportunity.id and contract.state = 'active'
        having count(*) > 0
      ) as deal
    where opportunity.tenant_id = kernel.tenant_id() and opportunity.id = ${opportunityId}`)
  if (!found) throw new Refused('no_active_contract', { opportunityId })
  return found
}

/** One work package for each name in the quote, in the order of the quote; it lasts as long as its contract line. */
function insertWorkPackages(tx: Tx, projectId: string, opportunityId: string) {
  return tx.rows(sql<{ workPackageId: string; code: string; title: string }>`
    insert into projects.work_package (id, project_id, code, title, contract_line_id, starts_on, ends_on)
    select kernel.new_id(), ${projectId}, 'WP' || row_number() over (order by first_line, first_detail), title, line_id, starts_on, ends_on
    from (
      select detail.work_package as title, line.id as line_id, line.starts_on, line.ends_on,
        min(quoted.line_no) as first_line, min(detail.detail_no) as first_detail
      from contracts.contract
        join contracts.contract_line as line on line.tenant_id = contract.tenant_id and line.contract_id = contract.id
        join quotes.quote_line as quoted on quoted.tenant_id = line.tenant_id and quoted.id = line.quote_line_id
        join quotes.quote_line_detail as detail on detail.tenant_id = quoted.tenant_id and detail.quote_line_id = quoted.id
      where contract.tenant_id = kernel.tenant_id() and contract.opportunity_id = ${opportunityId} and contract.state = 'active'
      group by detail.work_package, line.id, line.starts_on, line.ends_on
    ) as package
    returning id as "workPackageId", code, title`)
}

async function insertBudget(tx: Tx, projectId: string, opportunityId: string): Promise<void> {
  const budgetId = newId()
  await tx.run(
    db
      .insertInto('projects.budget')
      .values({ id: budgetId, project_id: projectId, version: 1, state: 'approved' }),
  )
  await tx.run(sql`
    insert into projects.budget_line (budget_id, work_package_id, role_code, minutes, cost_minor, price_minor, currency)
    select ${budgetId}, package.id, detail.role_code, sum(detail.minutes),
      sum(kernel.rate_times_minutes(detail.cost_rate, detail.minutes, contract.currency)),
      sum(kernel.rate_times_minutes(detail.bill_rate, detail.minutes, contract.currency)), contract.currency
    from projects.work_package as package
      join contracts.contract_line as line on line.tenant_id = package.tenant_id and line.id = package.contract_line_id
      join contracts.contract on contract.tenant_id = line.tenant_id and contract.id = line.contract_id
      join quotes.quote_line_detail as detail on detail.tenant_id = line.tenant_id and detail.quote_line_id = line.quote_line_id
        and detail.work_package = package.title
    where package.tenant_id = kernel.tenant_id() and package.project_id = ${projectId} and contract.opportunity_id = ${opportunityId}
    group by package.id, detail.role_code, contract.currency`)
}
