/** Drafting pro-formas: a handful of statements, however many contracts and lines there are. */
import { takeFromBacklog } from '#flow/actuals'
import { setFeeBilling, setMilestoneBilling } from '#flow/contracts'
import type { PlainDate } from '#kernel/dates.ts'
import { sql, type Tx } from '#kernel/sql.ts'

interface Run {
  readonly runId: string
  readonly cutoff: PlainDate
  readonly invoiceDate: PlainDate
  readonly contractIds: readonly string[]
}

/** One empty pro-forma a contract; its amounts and period follow from its lines. */
export async function draftInvoices(tx: Tx, { runId, cutoff, invoiceDate, contractIds }: Run): Promise<void> {
  await tx.run(sql`
    insert into billing.invoice (id, run_id, contract_id, entity_id, client_id, currency, state, invoice_date, due_date,
      period_start, period_end, purchase_order, net_minor, tax_minor, gross_minor)
    select kernel.new_id(), ${runId}, id, entity_id, client_id, currency, 'draft', ${invoiceDate}::date,
      ${invoiceDate}::date + payment_terms_days, ${cutoff}, ${cutoff}, purchase_order, 0, 0, 0
    from contracts.contract
    where tenant_id = kernel.tenant_id() and id = any(${contractIds}::uuid[])`)
}

/** Accepted milestones and due fees, one line each, in the order of the contract. */
export async function draftFixedLines(tx: Tx, { runId, cutoff }: Run): Promise<void> {
  const lines = await tx.rows(sql<{ milestoneId: string | null; feeId: string | null }>`
    insert into billing.invoice_line (invoice_id, line_no, kind, title, contract_line_id, milestone_id, fee_id, net_minor, period_start,
      period_end, tax_code_id)
    select invoice_id, row_number() over (partition by invoice_id order by line_no, part, place), kind, title, contract_line_id,
      milestone_id, fee_id, net_minor, first_day, last_day, tax_code_id
    from (
      select invoice.id as invoice_id, line.line_no, 1 as part, milestone.milestone_no::text as place, 'milestone' as kind,
        milestone.title, line.id as contract_line_id, milestone.id as milestone_id, null::uuid as fee_id,
        milestone.amount_minor as net_minor, milestone.accepted_on as first_day, milestone.accepted_on as last_day, line.tax_code_id
      from billing.invoice
        join contracts.contract_line as line on line.tenant_id = invoice.tenant_id and line.contract_id = invoice.contract_id
        join contracts.milestone on milestone.tenant_id = line.tenant_id and milestone.contract_line_id = line.id
      where invoice.tenant_id = kernel.tenant_id() and invoice.run_id = ${runId} and milestone.billing_status = 'ready'
        and milestone.accepted_on <= ${cutoff}
      union all
      select invoice.id, line.line_no, 2, fee.period_start::text, 'fee', line.title, line.id, null, fee.id, fee.amount_minor,
        fee.period_start, fee.period_end, line.tax_code_id
      from billing.invoice
        join contracts.contract_line as line on line.tenant_id = invoice.tenant_id and line.contract_id = invoice.contract_id
        join contracts.fee on fee.tenant_id = line.tenant_id and fee.contract_line_id = line.id
      where invoice.tenant_id = kernel.tenant_id() and invoice.run_id = ${runId} and fee.billing_status = 'ready'
        and fee.bill_on <= ${cutoff}
    ) as fixed
    returning milestone_id as "milestoneId", fee_id as "feeId"`)
  const milestones = lines.flatMap((line) => line.milestoneId ?? [])
  const fees = lines.flatMap((line) => line.feeId ?? [])
  if (milestones.length > 0) await setMilestoneBilling(tx, milestones, 'invoice_created')
  if (fees.length > 0) await setFeeBilling(tx, fees, 'invoice_created')
}

/**
 * Approved work leaves the backlog and becomes lines, one for each work package, person, role and rate, after the
 * fixed ones. Each piece of work is linked to its line; the key of that link is the work, so it is billed once.
 */
export async function draftTimeLines(tx: Tx, { runId, cutoff, contractIds }: Run): Promise<void> {
  await tx.run(sql`
    with taken as materialized (${takeFromBacklog({ contractIds, cutoff })}),
    work as materialized (
      select invoice.id as invoice_id, taken.actual_id, taken.contract_line_id, taken.minutes, taken.amount_minor,
        actual.work_package_id, actual.person_id, actual.role_code, actual.rate, actual.functional_minor, actual.happened_on
      from taken
        join actuals.actual on actual.tenant_id = kernel.tenant_id() and actual.id = taken.actual_id
        join billing.invoice on invoice.tenant_id = kernel.tenant_id() and invoice.run_id = ${runId}
          and invoice.contract_id = taken.contract_id
    ),
    grouped as materialized (
      select invoice_id, contract_line_id, work_package_id, person_id, role_code, rate, sum(minutes)::integer as minutes,
        sum(amount_minor)::bigint as net_minor, sum(functional_minor)::bigint as functional_minor, min(happened_on) as first_day,
        max(happened_on) as last_day
      from work
      group by invoice_id, contract_line_id, work_package_id, person_id, role_code, rate
    ),
    numbered as materialized (
      select grouped.*, package.title, line.tax_code_id,
        coalesce(fixed.last, 0) + row_number() over (partition by grouped.invoice_id
          order by line.line_no, package.code, person.name, grouped.role_code, grouped.rate, person.id) as line_no
      from grouped
        join contracts.contract_line as line on line.tenant_id = kernel.tenant_id() and line.id = grouped.contract_line_id
        join projects.work_package as package on package.tenant_id = kernel.tenant_id() and package.id = grouped.work_package_id
        join people.person on person.tenant_id = kernel.tenant_id() and person.id = grouped.person_id
        left join (
          select invoice_id, max(line_no) as last
          from billing.invoice_line
          where tenant_id = kernel.tenant_id()
            and invoice_id in (select id from billing.invoice where tenant_id = kernel.tenant_id() and run_id = ${runId})
          group by invoice_id
        ) as fixed on fixed.invoice_id = grouped.invoice_id
    ),
    lined as (
      insert into billing.invoice_line (invoice_id, line_no, kind, title, contract_line_id, work_package_id, person_id, role_code,
        minutes, rate, net_minor, accrued_functional_minor, period_start, period_end, tax_code_id)
      select invoice_id, line_no, 'time', title, contract_line_id, work_package_id, person_id, role_code, minutes, rate, net_minor,
        functional_minor, first_day, last_day, tax_code_id
      from numbered
    )
    insert into billing.invoice_line_detail (actual_id, invoice_id, line_no)
    select work.actual_id, work.invoice_id, numbered.line_no
    from work
      join numbered using (invoice_id, contract_line_id, work_package_id, person_id, role_code, rate)`)
}

/** Taxes once for each code on the sum of its lines (EN 16931, BT-117), then totals and the period of service. */
export async function totalInvoices(tx: Tx, { runId }: Pick<Run, 'runId'>): Promise<void> {
  await tx.run(sql`
    insert into billing.invoice_tax (invoice_id, tax_code_id, net_minor, tax_minor)
    select line.invoice_id, line.tax_code_id, sum(line.net_minor), round(sum(line.net_minor) * tax.percent / 100)
    from billing.invoice
      join billing.invoice_line as line on line.tenant_id = invoice.tenant_id and line.invoice_id = invoice.id
      join firm.tax_code as tax on tax.tenant_id = line.tenant_id and tax.id = line.tax_code_id
    where invoice.tenant_id = kernel.tenant_id() and invoice.run_id = ${runId}
    group by line.invoice_id, line.tax_code_id, tax.percent`)
  await tx.run(sql`
    update billing.invoice
    set net_minor = total.net, tax_minor = total.tax, gross_minor = total.net + total.tax, period_start = period.first,
      period_end = period.last
    from (
      select tax.invoice_id, sum(tax.net_minor) as net, sum(tax.tax_minor) as tax
      from billing.invoice as mine
        join billing.invoice_tax as tax on tax.tenant_id = mine.tenant_id and tax.invoice_id = mine.id
      where mine.tenant_id = kernel.tenant_id() and mine.run_id = ${runId}
      group by tax.invoice_id
    ) as total
      join (
        select line.invoice_id, min(line.period_start) as first, max(line.period_end) as last
        from billing.invoice as mine
          join billing.invoice_line as line on line.tenant_id = mine.tenant_id and line.invoice_id = mine.id
        where mine.tenant_id = kernel.tenant_id() and mine.run_id = ${runId}
        group by line.invoice_id
      ) as period using (invoice_id)
    where invoice.tenant_id = kernel.tenant_id() and invoice.id = total.invoice_id`)
}
