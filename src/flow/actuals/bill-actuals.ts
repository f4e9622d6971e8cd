/** The backlog and the actuals as billing moves them: taken by a pro-forma, given back, billed for good. */

import type { PlainDate } from '#kernel/dates.ts'
import type { Context } from '#kernel/handle.ts'
import { type RawBuilder, sql, type Tx } from '#kernel/sql.ts'

/**
 * A statement that takes billable work of contracts out of the backlog, up to a day, and gives actual_id, contract_id,
 * contract_line_id, minutes and amount_minor. It is meant for a `with` of the statement that bills what it takes.
 */
export function takeFromBacklog(wanted: {
  readonly contractIds: readonly string[]
  readonly cutoff: PlainDate
}): RawBuilder<unknown> {
  return sql`
    delete from actuals.backlog
    where tenant_id = kernel.tenant_id() and contract_id = any(${wanted.contractIds}::uuid[]) and happened_on <= ${wanted.cutoff}
      and cap_status <> 'failed'
    returning actual_id, contract_id, contract_line_id, minutes, amount_minor`
}

/** Puts work back that a pro-forma had taken and will not bill. It keeps its room under the cap. */
export async function returnToBacklog(tx: Tx, actualIds: readonly string[]): Promise<void> {
  if (actualIds.length === 0) return
  await tx.run(sql`
    insert into actuals.backlog (actual_id, contract_id, contract_line_id, happened_on, minutes, amount_minor, cap_status)
    select actual.id, actual.contract_id, actual.contract_line_id, actual.happened_on, actual.minutes, actual.amount_minor,
      case when line.cap_minor is null then 'not_applicable' else 'committed' end
    from actuals.actual
      join contracts.contract_line as line on line.tenant_id = actual.tenant_id and line.id = actual.contract_line_id
    where actual.tenant_id = kernel.tenant_id() and actual.id = any(${actualIds}::uuid[])`)
}

/** The unbilled sales that a credit note gave back for an actual and nobody has billed or reversed since. */
export function restoredOf(actualId: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    select restored.id
    from actuals.actual as restored
    where restored.tenant_id = kernel.tenant_id() and restored.origin_id = ${actualId}
      and restored.transaction_type = 'unbilled_sales' and restored.reverses_id <> restored.origin_id
      and (restored.minutes > 0 or restored.amount_minor > 0)
      and not exists (
        select from actuals.actual as reversal
        where reversal.tenant_id = restored.tenant_id and reversal.reverses_id = restored.id)`
}

/**
 * Turns unbilled sales into billed sales: each is reversed and followed by what was billed, joined by its origin.
 * `billed` is a select giving actual_id and invoice_id, which is that of a credit note where it gives work up.
 */
export async function billActuals(
  { tx, journalId }: Pick<Context, 'tx' | 'journalId'>,
  billed: RawBuilder<unknown>,
  document: 'invoice' | 'credit_note' = 'invoice',
): Promise<void> {
  await tx.run(sql`
    with billed as materialized (${billed}),
    work as materialized (
      select actual.*, billed.invoice_id, coalesce(restored.id, actual.id) as stands_as
      from billed
        join actuals.actual on actual.tenant_id = kernel.tenant_id() and actual.id = billed.actual_id
        left join lateral (${restoredOf(sql`actual.id`)}) as restored on true
    )
    insert into actuals.actual (happened_on, transaction_type, transaction_class, billing_type, entity_id, project_id, work_package_id,
      contract_id, contract_line_id, client_id, person_id, practice_id, role_code, minutes, rate, currency, amount_minor,
      functional_minor, source_type, source_id, origin_id, reverses_id, batch_id, journal_id)
    select work.happened_on, step.transaction_type, work.transaction_class, work.billing_type, work.entity_id, work.project_id,
      work.work_package_id, work.contract_id, work.contract_line_id, work.client_id, work.person_id, work.practice_id, work.role_code,
      step.sign * work.minutes, work.rate, work.currency, step.sign * work.amount_minor, step.sign * work.functional_minor,
      ${document}, work.invoice_id, work.id, case when step.sign < 0 then work.stands_as end, work.invoice_id, ${journalId}::uuid
    from work
      cross join (values ('unbilled_sales', -1), ('billed_sales', 1)) as step (transaction_type, sign)`)
}

/**
 * Records milestones and fees as billed sales. `billed` is a select giving happened_on, transaction_class, entity_id,
 * contract_id, contract_line_id, client_id, currency, amount_minor, functional_minor, source_id and invoice_id.
 */
export async function billPrices(
  { tx, journalId }: Pick<Context, 'tx' | 'journalId'>,
  billed: RawBuilder<unknown>,
): Promise<void> {
  await tx.run(sql`
    insert into actuals.actual (happened_on, transaction_type, transaction_class, billing_type, entity_id, contract_id, contract_line_id,
      client_id, currency, amount_minor, functional_minor, source_type, source_id, batch_id, journal_id)
    select happened_on, 'billed_sales', transaction_class, 'chargeable', entity_id, contract_id, contract_line_id, client_id, currency,
      amount_minor, functional_minor, transaction_class, source_id, invoice_id, ${journalId}::uuid
    from (${billed}) as billed`)
}
