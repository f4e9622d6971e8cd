/** What lowers a posted invoice other than cash. The invoice, its lines and its taxes are never changed, only marked. */
import type { PlainDate } from '#kernel/dates.ts'
import type { Context } from '#kernel/handle.ts'
import { sql, type Tx } from '#kernel/sql.ts'
import { stateAfterPayment } from './invoice.ts'
import type { Invoice } from './invoice-table.ts'

/** A line of a posted invoice as it is corrected. Amounts are minor units; accrued functional is in the entity's currency. */
export interface BilledLine {
  readonly lineNo: number
  readonly kind: 'time' | 'milestone' | 'fee'
  readonly contractLineId: string
  readonly milestoneId: string | null
  readonly feeId: string | null
  readonly taxCodeId: string
  readonly minutes: number
  readonly netMinor: bigint
  readonly creditedMinor: bigint
  readonly accruedFunctionalMinor: bigint
  /** It bills what credit notes had left of a price, not the price itself. */
  readonly isRemainder: boolean
}

export interface BilledTax {
  readonly taxCodeId: string
  readonly netMinor: bigint
  readonly taxMinor: bigint
  readonly creditedMinor: bigint
}

/** The lines and taxes of an invoice with what was credited of them. */
export async function billedOf(
  tx: Tx,
  invoiceId: string,
): Promise<{ readonly lines: BilledLine[]; readonly taxes: BilledTax[] }> {
  const lines = await tx.rows(sql<BilledLine>`
    select line_no as "lineNo", kind, contract_line_id as "contractLineId", milestone_id as "milestoneId", fee_id as "feeId",
      tax_code_id as "taxCodeId", minutes, net_minor as "netMinor", credited_minor as "creditedMinor",
      accrued_functional_minor as "accruedFunctionalMinor",
      exists (
        select from billing.remainder
        where remainder.tenant_id = invoice_line.tenant_id and remainder.invoice_id = invoice_line.invoice_id
          and remainder.line_no = invoice_line.line_no
      ) as "isRemainder"
    from billing.invoice_line
    where tenant_id = kernel.tenant_id() and invoice_id = ${invoiceId}
    order by line_no`)
  const taxes = await tx.rows(sql<BilledTax>`
    select tax_code_id as "taxCodeId", net_minor as "netMinor", tax_minor as "taxMinor", credited_minor as "creditedMinor"
    from billing.invoice_tax
    where tenant_id = kernel.tenant_id() and invoice_id = ${invoiceId}
    order by tax_code_id`)
  return { lines, taxes }
}

/** Marks what is taken back of the lines and taxes of a locked invoice; the tables refuse more than there is. */
export async function creditLines(
  tx: Tx,
  invoiceId: string,
  lines: readonly { readonly lineNo: number; readonly netMinor: bigint }[],
  taxes: readonly { readonly taxCodeId: string; readonly taxMinor: bigint }[],
): Promise<void> {
  await tx.run(sql`
    update billing.invoice_line
    set credited_minor = credited_minor + taken.minor
    from unnest(${lines.map((line) => line.lineNo)}::integer[], ${lines.map((line) => line.netMinor)}::bigint[])
      as taken (line_no, minor)
    where tenant_id = kernel.tenant_id() and invoice_id = ${invoiceId} and invoice_line.line_no = taken.line_no`)
  await tx.run(sql`
    update billing.invoice_tax
    set credited_minor = credited_minor + taken.minor
    from unnest(${taxes.map((tax) => tax.taxCodeId)}::uuid[], ${taxes.map((tax) => tax.taxMinor)}::bigint[])
      as taken (tax_code_id, minor)
    where tenant_id = kernel.tenant_id() and invoice_id = ${invoiceId} and invoice_tax.tax_code_id = taken.tax_code_id`)
}

/** The work on lines is no longer theirs, so that another invoice can bill it; gives its actuals. */
export async function freeLines(tx: Tx, invoiceId: string, lineNos: readonly number[]): Promise<string[]> {
  const freed = await tx.rows(sql<{ actualId: string }>`
    delete from billing.invoice_line_detail
    where tenant_id = kernel.tenant_id() and invoice_id = ${invoiceId} and line_no = any(${lineNos}::integer[])
    returning actual_id as "actualId"`)
  return freed.map(({ actualId }) => actualId)
}

/** A credit note or write-off, by its own id. Functional is the value that leaves the receivable. */
export interface Adjustment {
  readonly id: string
  readonly kind: 'credit' | 'write_off'
  readonly adjustedOn: PlainDate
  readonly grossMinor: bigint
  readonly taxMinor: bigint
  readonly functionalMinor: bigint
}

/** Takes an adjustment off a locked invoice that has so much open, and gives it as it is now. */
export async function adjustInvoice(
  { tx, journalId }: Pick<Context, 'tx' | 'journalId'>,
  invoice: Invoice,
  adjustment: Adjustment,
): Promise<Invoice> {
  const { id, kind, adjustedOn, grossMinor, taxMinor, functionalMinor } = adjustment
  const adjusted = {
    ...invoice,
    openMinor: invoice.openMinor - grossMinor,
    functionalOpenMinor: (invoice.functionalOpenMinor ?? 0n) - functionalMinor,
    creditedMinor: invoice.creditedMinor + (kind === 'credit' ? grossMinor : 0n),
    writtenOffMinor: invoice.writtenOffMinor + (kind === 'write_off' ? grossMinor : 0n),
    revision: invoice.revision + 1,
  }
  const after = { ...adjusted, state: stateAfterPayment(adjusted) }
  await tx.run(sql`
    insert into billing.adjustment (id, invoice_id, kind, adjusted_on, gross_minor, tax_minor, functional_minor, journal_id)
    values (${id}, ${invoice.id}, ${kind}, ${adjustedOn}, ${grossMinor}, ${taxMinor}, ${functionalMinor}, ${journalId})`)
  await tx.run(sql`
    update billing.invoice
    set open_minor = ${after.openMinor}, functional_open_minor = ${after.functionalOpenMinor},
      credited_minor = ${after.creditedMinor}, written_off_minor = ${after.writtenOffMinor},
      tax_adjusted_minor = tax_adjusted_minor + ${taxMinor}, state = ${after.state}, revision = ${after.revision}
    where tenant_id = kernel.tenant_id() and id = ${invoice.id}`)
  return after
}
