/** The statement that turns approved time into actuals and billing backlog. */
import { type RawBuilder, sql } from '#kernel/sql.ts'

/** A row of the statement's answer: a rate that is missing, the count of entries, or the sums of a contract line. */
export interface Recorded {
  readonly kind: 'cost_rate' | 'contract_rate' | 'exchange_rate' | 'work' | 'line'
  readonly what: string | null
  readonly role: string | null
  readonly day: string | null
  readonly contractLineId: string | null
  readonly committed: bigint
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
      person.role_code, person.practice_id, coalesce(contract.client_id, project.client_id) as client_id,
      line.id as line_id, line.title as line_title, line.contract_id, line.billing_method, line.cap_minor,
      line.committed_minor, contract.entity_id as seller_id, contract.currency as sales_currency,
      seller.currency as seller_currency, cost_price.rate as cost_rate
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
  sold as materialized (
    select work.*, kernel.new_id() as actual_id, sales_price.rate as sales_rate, sales_price.exchange_rate,
      case when billing_type = 'chargeable'
        then kernel.rate_times_minutes(sales_price.rate, minutes, sales_currency) else 0 end as amount_minor
    from work
    join sales_price using (line_id, role_code, worked_on)
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
        client_id, person_id, practice_id, role_code, minutes, cost_rate, cost_currency, cost.minor, cost.minor,
        'time_entry', time_entry_id, ${batchId}::uuid, ${journalId}::uuid
      from work
      cross join lateral (select kernel.rate_times_minutes(cost_rate, minutes, cost_currency) as minor) as cost
      where cost_rate is not null
    ),
    sales as (
      insert into actuals.actual (id, happened_on, transaction_type, transaction_class, billing_type, entity_id,
        project_id, work_package_id, contract_id, contract_line_id, client_id, person_id, practice_id, role_code,
        minutes, rate, currency, amount_minor, functional_minor, source_type, source_id, batch_id, journal_id)
      select actual_id, worked_on, 'unbilled_sales', 'time', billing_type, seller_id, project_id, work_package_id,
        contract_id, line_id, client_id, person_id, practice_id, role_code, minutes, sales_rate, sales_currency,
        amount_minor, kernel.convert(amount_minor, sales_currency, exchange_rate, seller_currency), 'time_entry',
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

const answer = sql`
  (select 'cost_rate' as kind, person_name as what, null as role, worked_on as day, null::uuid as "contractLineId",
    0::bigint as committed, 0::bigint as "overCap"
  from work
  where cost_rate is null
  order by worked_on
  limit 1)
  union all
  (select 'contract_rate', line_title, role_code, worked_on, line_id, 0, 0
  from sold
  where sales_rate is null
  order by worked_on
  limit 1)
  union all
  (select 'exchange_rate', sales_currency, seller_currency, worked_on, line_id, 0, 0
  from sold
  where exchange_rate is null
  order by worked_on
  limit 1)
  union all
  select 'work', null, null, null, null, count(*), 0
  from work
  union all
  select 'line', null, null, null, line_id,
    coalesce(sum(amount_minor) filter (where cap_status <> 'failed'), 0)::bigint,
    coalesce(sum(amount_minor) filter (where cap_status = 'failed'), 0)::bigint
  from waiting
  group by line_id`
