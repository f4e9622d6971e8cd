/** What credit notes do to actuals: billed work is billable again, or given up; billed prices are taken back. */
import type { Context } from '#kernel/handle.ts'
import { type RawBuilder, sql } from '#kernel/sql.ts'
import { billActuals, returnToBacklog } from './bill-actuals.ts'

type Writing = Pick<Context, 'tx' | 'journalId'>

/**
 * Takes billed work back so that it can be billed again: the billed sale is reversed, the unbilled sale is given back,
 * and the work waits in the backlog under its own id, with its room under the cap.
 */
export async function restoreWork(
  { tx, journalId }: Writing,
  documents: { readonly creditNoteId: string; readonly invoiceId: string },
  actualIds: readonly string[],
): Promise<void> {
  const { creditNoteId, invoiceId } = documents
  await tx.run(sql`
    insert into actuals.actual (happened_on, transaction_type, transaction_class, billing_type, entity_id, project_id, work_package_id,
      contract_id, contract_line_id, client_id, person_id, practice_id, role_code, minutes, rate, currency, amount_minor,
      functional_minor, source_type, source_id, origin_id, reverses_id, batch_id, journal_id)
    select step.happened_on, step.transaction_type, step.transaction_class, step.billing_type, step.entity_id, step.project_id,
      step.work_package_id, step.contract_id, step.contract_line_id, step.client_id, step.person_id, step.practice_id, step.role_code,
      -step.minutes, step.rate, step.currency, -step.amount_minor, -step.functional_minor, 'credit_note', ${creditNoteId}::uuid,
      step.origin_id, step.id, ${creditNoteId}::uuid, ${journalId}::uuid
    from actuals.actual as step
    where step.tenant_id = kernel.tenant_id() and step.batch_id = ${invoiceId}
      and step.origin_id = any(${actualIds}::uuid[])
      and not exists (
        select from actuals.actual as reversal
        where reversal.tenant_id = step.tenant_id and reversal.reverses_id = step.id)`)
  await returnToBacklog(tx, actualIds)
}

/**
 * Takes a part of billed work back so that it can be billed again: what was billed falls by it, and as much stands anew as an
 * unbilled sale of the same person, role and rate, which waits in the backlog with the room it has under the cap. What was
 * earned stays. `carried` is a select giving id (that of the unbilled sale), origin_id (an actual of the line), minutes,
 * amount_minor and functional_minor, above zero, and happened_on.
 */
export async function carryWork(
  { tx, journalId }: Writing,
  creditNoteId: string,
  carried: RawBuilder<unknown>,
): Promise<void> {
  const standing = await tx.rows(sql<{ id: string; type: string }>`
    with carried as materialized (${carried})
    insert into actuals.actual (id, happened_on, transaction_type, transaction_class, billing_type, entity_id, project_id,
      work_package_id, contract_id, contract_line_id, client_id, person_id, practice_id, role_code, minutes, rate, currency,
      amount_minor, functional_minor, source_type, source_id, origin_id, batch_id, journal_id)
    select case when step.sign > 0 then carried.id else kernel.new_id() end, carried.happened_on, step.transaction_type,
      work.transaction_class, work.billing_type, work.entity_id, work.project_id, work.work_package_id, work.contract_id,
      work.contract_line_id, work.client_id, work.person_id, work.practice_id, work.role_code, step.sign * carried.minutes, work.rate,
      work.currency, step.sign * carried.amount_minor, step.sign * carried.functional_minor, 'credit_note_line', carried.id, work.id,
      ${creditNoteId}::uuid, ${journalId}::uuid
    from carried
      join actuals.actual as work on work.tenant_id = kernel.tenant_id() and work.id = carried.origin_id
      cross join (values ('unbilled_sales', 1), ('billed_sales', -1)) as step (transaction_type, sign)
    returning id, transaction_type as type`)
  await returnToBacklog(
    tx,
    standing.flatMap(({ id, type }) => (type === 'unbilled_sales' ? [id] : [])),
  )
}

/**
 * Gives work up that was billed: what was earned falls by it, and so does what was billed. `credited` is a select
 * giving id, happened_on, entity_id, project_id, work_package_id, contract_id, contract_line_id, client_id, person_id,
 * practice_id, role_code, currency, amount_minor and functional_minor, above zero.
 */
export async function creditWork(
  ctx: Writing,
  creditNoteId: string,
  credited: RawBuilder<unknown>,
): Promise<void> {
  await ctx.tx.run(sql`
    insert into actuals.actual (id, happened_on, transaction_type, transaction_class, billing_type, entity_id, project_id, work_package_id,
      contract_id, contract_line_id, client_id, person_id, practice_id, role_code, currency, amount_minor, functional_minor,
      source_type, source_id, batch_id, journal_id)
    select id, happened_on, 'unbilled_sales', 'time', 'chargeable', entity_id, project_id, work_package_id, contract_id,
      contract_line_id, client_id, person_id, practice_id, role_code, currency, -amount_minor, -functional_minor,
      'credit_note_line', id, ${creditNoteId}::uuid, ${ctx.journalId}::uuid
    from (${credited}) as credited`)
  await billActuals(
    ctx,
    sql`
      select id as actual_id, batch_id as invoice_id
      from actuals.actual
      where tenant_id = kernel.tenant_id() and batch_id = ${creditNoteId} and source_type = 'credit_note_line'`,
    'credit_note',
  )
}

/**
 * Takes billed milestones and fees back, in whole or in part. `credited` is a select giving id, happened_on,
 * transaction_class, entity_id, contract_id, contract_line_id, client_id, currency, amount_minor and functional_minor,
 * above zero.
 */
export async function creditPrices(
  { tx, journalId }: Writing,
  creditNoteId: string,
  credited: RawBuilder<unknown>,
): Promise<void> {
  await tx.run(sql`
    insert into actuals.actual (happened_on, transaction_type, transaction_class, billing_type, entity_id, contract_id, contract_line_id,
      client_id, currency, amount_minor, functional_minor, source_type, source_id, batch_id, journal_id)
    select happened_on, 'billed_sales', transaction_class, 'chargeable', entity_id, contract_id, contract_line_id, client_id, currency,
      -amount_minor, -functional_minor, 'credit_note_line', id, ${creditNoteId}::uuid, ${journalId}::uuid
    from (${credited}) as credited`)
}
