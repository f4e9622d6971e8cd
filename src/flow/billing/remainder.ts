/** What credit notes have left of milestones and fees, to be billed again in another amount than the price itself. */
import { sql, type Tx } from '#kernel/sql.ts'

/** A select of the remainders that wait for a pro-forma. */
export const remainders = sql`
  select id, contract_id, contract_line_id, milestone_id, fee_id, amount_minor, ready_on
  from billing.remainder
  where tenant_id = kernel.tenant_id() and invoice_id is null`

/**
 * Has parts of prices on an invoice wait for the next billing run; ids are those of the lines of the credit note. Like a price
 * that is credited as a whole, a part is billable from the day it was billed for.
 */
export async function leaveRemainders(
  tx: Tx,
  invoiceId: string,
  left: readonly { readonly id: string; readonly lineNo: number; readonly minor: bigint }[],
): Promise<void> {
  if (left.length === 0) return
  await tx.run(sql`
    insert into billing.remainder (id, contract_id, contract_line_id, milestone_id, fee_id, amount_minor, ready_on)
    select remainder.id, invoice.contract_id, line.contract_line_id, line.milestone_id, line.fee_id, remainder.minor, line.period_start
    from unnest(${left.map(({ id }) => id)}::uuid[], ${left.map(({ lineNo }) => lineNo)}::integer[],
      ${left.map(({ minor }) => minor)}::bigint[]) as remainder (id, line_no, minor)
      join billing.invoice on invoice.tenant_id = kernel.tenant_id() and invoice.id = ${invoiceId}
      join billing.invoice_line as line on line.tenant_id = invoice.tenant_id and line.invoice_id = invoice.id
        and line.line_no = remainder.line_no`)
}

/** Lines of a run for what waits, after its fixed ones: one for each milestone or fee, however many notes have left a part. */
export async function draftRemainders(tx: Tx, runId: string): Promise<void> {
  await tx.run(sql`
    with waiting as materialized (
      select invoice.id as invoice_id, remainder.id, remainder.contract_line_id, remainder.amount_minor,
        remainder.milestone_id, remainder.fee_id, coalesce(remainder.milestone_id, remainder.fee_id) as price_id
      from billing.invoice
        join billing.run on run.tenant_id = invoice.tenant_id and run.id = invoice.run_id
        join (${remainders}) as remainder on remainder.contract_id = invoice.contract_id and remainder.ready_on <= run.cutoff
      where invoice.tenant_id = kernel.tenant_id() and invoice.run_id = ${runId}
    ),
    numbered as materialized (
      select price.*, coalesce(milestone.title, line.title) as title, line.tax_code_id,
        case when milestone.id is null then 'fee' else 'milestone' end as kind,
        coalesce(milestone.accepted_on, fee.period_start) as first_day, coalesce(milestone.accepted_on, fee.period_end) as last_day,
        coalesce(fixed.last, 0)
          + row_number() over (partition by price.invoice_id order by line.line_no, milestone.milestone_no, fee.period_start) as line_no
      from (
          select invoice_id, price_id, milestone_id, fee_id, contract_line_id, sum(amount_minor)::bigint as net_minor
          from waiting
          group by invoice_id, price_id, milestone_id, fee_id, contract_line_id
        ) as price
        join contracts.contract_line as line on line.tenant_id = kernel.tenant_id() and line.id = price.contract_line_id
        left join contracts.milestone on milestone.tenant_id = kernel.tenant_id() and milestone.id = price.milestone_id
        left join contracts.fee on fee.tenant_id = kernel.tenant_id() and fee.id = price.fee_id
        left join (
          select invoice_line.invoice_id, max(invoice_line.line_no) as last
          from billing.invoice
            join billing.invoice_line on invoice_line.tenant_id = invoice.tenant_id and invoice_line.invoice_id = invoice.id
          where invoice.tenant_id = kernel.tenant_id() and invoice.run_id = ${runId}
          group by invoice_line.invoice_id
        ) as fixed on fixed.invoice_id = price.invoice_id
    ),
    lined as (
      insert into billing.invoice_line (invoice_id, line_no, kind, title, contract_line_id, milestone_id, fee_id, net_minor,
        period_start, period_end, tax_code_id)
      select invoice_id, line_no, kind, title, contract_line_id, milestone_id, fee_id, net_minor, first_day, last_day, tax_code_id
      from numbered
    )
    update billing.remainder
    set invoice_id = numbered.invoice_id, line_no = numbered.line_no
    from waiting
      join numbered on numbered.invoice_id = waiting.invoice_id and numbered.price_id = waiting.price_id
    where remainder.tenant_id = kernel.tenant_id() and remainder.id = waiting.id`)
}

/** They wait again: the pro-forma that took them is not to be. */
export async function returnRemainders(tx: Tx, invoiceId: string): Promise<void> {
  await tx.run(sql`
    update billing.remainder
    set invoice_id = null, line_no = null
    where tenant_id = kernel.tenant_id() and invoice_id = ${invoiceId}`)
}
