/** The statement that turns approved time into actuals and billing backlog. */
import { type RawBuilder, sql } from '#kernel/sql.ts'
import type { Summed } from './post-movements.ts'

/**
 * A row of the statement's answer: a rate that is missing, the count of entries, the sums of a contract line, or what
 * cost or revenue sums up to in the books. Columns a kind does not speak of are null.
 */
export interface Recorded extends Summed {
  readonly kind: 'cost_rate' | 'contract_rate' | 'exchange_rate' | 'work' | 'line' | 'cost' | 'unbilled_sales'
  readonly what: string | null
  readonly role: string | null
  readonly contractLineId: string | null
  /** Of a contract line: what did not fit under its cap. */
  readonly overCap: bigint
}

/** The work with everything its price depends on. Rates are looked up once for each person, role and day. */
const priced = sql`
  cost_price as materialized (
    select person_id, worked_on, people.cost_rate_on(person_id, worked_on) as rate
    from (select distinct person_id, worked_on from given) as asked
  ),
  work as materialized (
    select given.*, person.name as person_name, person.entity_id as employer_id, employer.currency as cost_currency,
      person.role_code, person.practice_id, org_unit.code as practice, coalesce(contract.client_id, project.client_id) as client_id,
      line.id as line_id, line.title as line_title, line.contract_id, line.billing_method, line.cap_minor,
      line.committed_minor, contract.entity_id as seller_id, contract.currency as sales_currency,
      seller.currency as seller_currency, cost_price.rate as cost_rate,
      kernel.rate_times_minutes(cost_price.rate, given.minutes, employer.currency) as cost_minor
    from given
    join people.person on person.tenant_id = kernel.tenant_id() and person.id = given.person_id
    join firm.legal_entity as employer on employer.tenant_id = kernel.tenant_id() and employer.id = person.entity_id
    join projects.work_package as package
      on package.tenant_id = kernel.tenant_id()
      and package.id = given.work_package_id
      and package.project_id = given.project_id
    join projects.project on project.tenant_id = kernel.tenant_id() and project.id = given.project_id
    left join contracts.contract_line as line
      on line.tenant_id = kernel.tenant_id() and line.id = package.contract_line_id
    left join contracts.contract on contract.tenant_id = kernel.tenant_id() and contract.id = line.contract_id
    left join firm.legal_entity as seller on seller.tenant_id = kernel.tenant_id() and seller.id = contract.entity_id
    left join firm.org_unit on org_unit.tenant_id = kernel.tenant_id() and org_unit.id = person.practice_id
    join cost_price using (person_id, worked_on)
  ),
  sales_price as materialized (
    select line_id, role_code, worked_on, contracts.rate_on(line_id, role_code, worked_on) as rate,
      firm.rate_on(sales_currency, seller_currency, worked_on) as exchange_rate
    from (
      select distinct line_id, role_code, worked_on, sales_currency, seller_currency
      from work
      where billing_method = 'time_and_materials') as asked
  ),
  worth as (
    select work.*, sales_price.rate as sales_rate, sales_price.exchange_rate,
      case when billing_type = 'chargeable'
        then kernel.rate_times_minutes(sales_price.rate, minutes, sales_currency) else 0 end as amount_minor
    from work
    join sales_price using (line_id, role_code, worked_on)
  ),
  sold as materialized (
    select worth.*, kernel.new_id() as actual_id,
      kernel.convert(amount_minor, sales_currency, exchange_rate, seller_currency) as functional_minor
    from worth
  ),
  waiting as materialized (
    select sold.*,
      case
        when cap_minor is null then 'not_applicable'
        when committed_minor + coalesce(ahead.minor, 0)
          + sum(amount_minor) over (partition by line_id order by worked_on, time_entry_id) <= cap_minor then 'committed'
        else 'failed'
      end as cap_status
    from sold
    left join (
      select contract_line_id, sum(amount_minor) as minor
      from actuals.backlog
      where tenant_id = kernel.tenant_id() and cap_status = 'failed'
      group by contract_line_id) as ahead on ahead.contract_line_id = sold.line_id
    where billing_type = 'chargeable'
  )`

/**
 * Writes cost for all work and unbilled sales for what time and materials pay, and queues the chargeable part. Work
 * takes its turn under a cap in the order it was done, behind what is over the cap already.
 */
export function insertActuals(
  given: RawBuilder<unknown>,
  caused: { batchId: string; journalId: string },
): RawBuilder<unknown> {
  const { batchId, journalId } = caused
  return sql`
    with given as materialized (${given}),
    ${priced},
    cost as (
      insert into actuals.actual (happened_on, transaction_type, transaction_class, billing_type, entity_id, project_id,
        work_package_id, contract_id, contract_line_id, client_id, person_id, practice_id, role_code, minutes, rate,
        currency, amount_minor, functional_minor, source_type, source_id, batch_id, journal_id)
      select worked_on, 'cost', 'time', billing_type, employer_id, project_id, work_package_id, contract_id, line_id,
        client_id, person_id, practice_id, role_code, minutes, cost_rate, cost_currency, cost_minor, cost_minor,
        'time_entry', time_entry_id, ${batchId}::uuid, ${journalId}::uuid
      from work
      where cost_rate is not null
    ),
    sales as (
      insert into actuals.actual (id, happened_on, transaction_type, transaction_class, billing_type, entity_id,
        project_id, work_package_id, contract_id, contract_line_id, client_id, person_id, practice_id, role_code,
        minutes, rate, currency, amount_minor, functional_minor, source_type, source_id, batch_id, journal_id)
      select actual_id, worked_on, 'unbilled_sales', 'time', billing_type, seller_id, project_id, work_package_id,
        contract_id, line_id, client_id, person_id, practice_id, role_code, minutes, sales_rate, sales_currency,
        amount_minor, functional_minor, 'time_entry',
        time_entry_id, ${batchId}::uuid, ${journalId}::uuid
      from sold
      where sales_rate is not null and exchange_rate is not null
    ),
    queued as (
      insert into actuals.backlog (actual_id, contract_id, contract_line_id, happened_on, minutes, amount_minor, cap_status)
      select actual_id, contract_id, line_id, worked_on, minutes, amount_minor, cap_status
      from waiting
      where sales_rate is not null
    )
    ${answer}`
}

const nothing = sql`null::uuid, null::uuid, null::uuid, null::uuid, null::text`

const answer = sql`
  (select 'cost_rate' as kind, person_name as what, null as role, worked_on as day, null as currency,
    null::uuid as "contractLineId", null::uuid as "entityId", null::uuid as "clientId", null::uuid as "contractId",
    null::uuid as "projectId", null::uuid as "personId", null::text as practice, 0::bigint as "amountMinor",
    0::bigint as "functionalMinor", 0::bigint as "overCap"
  from work
  where cost_rate is null
  order by worked_on
  limit 1)
  union all
  (select 'contract_rate', line_title, role_code, worked_on, null, line_id, null, ${nothing}, 0, 0, 0
  from sold
  where sales_rate is null
  order by worked_on
  limit 1)
  union all
  (select 'exchange_rate', null, seller_currency, worked_on, sales_currency, line_id, null, ${nothing}, 0, 0, 0
  from sold
  where exchange_rate is null
  order by worked_on
  limit 1)
  union all
  select 'work', null, null, null, null, null, null, ${nothing}, count(*), 0, 0
  from work
  union all
  select 'line', null, null, null, null, line_id, null, ${nothing},
    coalesce(sum(amount_minor) filter (where cap_status <> 'failed'), 0)::bigint, 0,
    coalesce(sum(amount_minor) filter (where cap_status = 'failed'), 0)::bigint
  from waiting
  group by line_id
  union all
  select 'cost', null, null, max(worked_on), cost_currency, null, employer_id, client_id, contract_id, project_id,
    person_id, practice, sum(cost_minor)::bigint, sum(cost_minor)::bigint, 0
  from work
  where cost_minor <> 0
  group by date_trunc('month', worked_on::timestamp), cost_currency, employer_id, client_id, contract_id, project_id,
    person_id, practice
  union all
  select 'unbilled_sales', null, null, max(worked_on), sales_currency, null, seller_id, client_id, contract_id,
    project_id, person_id, practice, sum(amount_minor)::bigint, sum(functional_minor)::bigint, 0
  from waiting
  where cap_status <> 'failed' and amount_minor <> 0
  group by date_trunc('month', worked_on::timestamp), sales_currency, seller_id, client_id, contract_id, project_id,
    person_id, practice`
