/**
 * Between backlog and invoice. Billing takes rows out of the backlog when it drafts, gives them back when a draft is
 * discarded, and turns unbilled into billed sales when it posts: all set-based, by selects over its own tables.
 */
import type { PostingContext } from '#engines/ledger'
import type { PlainDate } from '#kernel/dates.ts'
import { newId } from '#kernel/id.ts'
import { type RawBuilder, sql, type Tx } from '#kernel/sql.ts'

/**
 * A statement for a CTE of billing: takes everything out of the backlog that may be billed up to a day, of the given
 * contracts or of all, and returns actual_id, contract_id, contract_line_id, happened_on, minutes, amount_minor.
 * What is over its cap stays.
 */
export function takeBacklog(filter: {
  readonly cutoff: PlainDate
  readonly contractIds?: readonly string[] | undefined
}): RawBuilder<unknown> {
  const contracts = filter.contractIds
    ? sql`and backlog.contract_id = any (${filter.contractIds}::uuid[])`
    : sql``
  return sql`
    delete from actuals.backlog
    where tenant_id = kernel.tenant_id()
      and happened_on <= ${filter.cutoff}
      and cap_status <> 'failed'
      ${contracts}
    returning actual_id, contract_id, contract_line_id, happened_on, minutes, amount_minor`
}

/** Puts unbilled sales back into the backlog; `taken` selects actual_id. They keep their room under the cap. */
export async function returnBacklog(tx: Tx, taken: RawBuilder<unknown>): Promise<void> {
  await tx.run(sql`
    insert into actuals.backlog (actual_id, contract_id, contract_line_id, happened_on, minutes, amount_minor, cap_status)
    select actual.id, actual.contract_id, actual.contract_line_id, actual.happened_on, actual.minutes,
      actual.amount_minor, case when line.cap_minor is null then 'not_applicable' else 'committed' end
    from (${taken}) as taken (actual_id)
    join actuals.actual on actual.tenant_id = kernel.tenant_id() and actual.id = taken.actual_id
    join contracts.contract_line as line
      on line.tenant_id = actual.tenant_id and line.id = actual.contract_line_id`)
}

/**
 * Turns unbilled into billed sales at posting; `billed` selects actual_id. Each is reversed and followed by billed
 * sales that name it as their origin. The database refuses to bill one twice. Gives how many were billed.
 */
export async function billActuals(ctx: PostingContext, billed: RawBuilder<unknown>): Promise<bigint> {
  const { count } = await ctx.tx.one(sql<{ count: bigint }>`
    with unbilled as materialized (
      select actual.*
      from (${billed}) as billed (actual_id)
      join actuals.actual on actual.tenant_id = kernel.tenant_id() and actual.id = billed.actual_id
    ),
    written as (
      insert into actuals.actual (happened_on, transaction_type, transaction_class, billing_type, entity_id, project_id,
        work_package_id, contract_id, contract_line_id, client_id, person_id, practice_id, role_code, minutes, rate,
        currency, amount_minor, functional_minor, source_type, source_id, origin_id, reverses_id, batch_id, journal_id)
      select happened_on, side.transaction_type, transaction_class, billing_type, entity_id, project_id,
        work_package_id, contract_id, contract_line_id, client_id, person_id, practice_id, role_code,
        side.sign * minutes, rate, currency, side.sign * amount_minor, side.sign * functional_minor, source_type,
        source_id, case when side.sign = 1 then id end, case when side.sign = -1 then id end, ${newId()}::uuid,
        ${ctx.journalId}::uuid
      from unbilled
      cross join (values (-1, 'unbilled_sales'), (1, 'billed_sales')) as side (sign, transaction_type)
    )
    select count(*) as count
    from unbilled`)
  return count
}

/**
 * Records billed sales of what was never unbilled: milestones and fees. `billed` selects source_type ('milestone' or
 * 'fee'), source_id, contract_line_id, happened_on, amount_minor in the contract's currency and functional_minor.
 */
export async function recordBilled(ctx: PostingContext, billed: RawBuilder<unknown>): Promise<void> {
  await ctx.tx.run(sql`
    insert into actuals.actual (happened_on, transaction_type, transaction_class, billing_type, entity_id, project_id,
      contract_id, contract_line_id, client_id, currency, amount_minor, functional_minor, source_type, source_id,
      batch_id, journal_id)
    select billed.happened_on, 'billed_sales', billed.source_type, 'chargeable', contract.entity_id, package.project_id,
      contract.id, line.id, contract.client_id, contract.currency, billed.amount_minor, billed.functional_minor,
      billed.source_type, billed.source_id, ${newId()}::uuid, ${ctx.journalId}::uuid
    from (${billed}) as billed (source_type, source_id, contract_line_id, happened_on, amount_minor, functional_minor)
    join contracts.contract_line as line on line.tenant_id = kernel.tenant_id() and line.id = billed.contract_line_id
    join contracts.contract on contract.tenant_id = line.tenant_id and contract.id = line.contract_id
    left join lateral (
      select work_package.project_id
      from projects.work_package
      where work_package.tenant_id = line.tenant_id and work_package.contract_line_id = line.id
      limit 1) as package on true`)
}
