/** What an invoice shows, read from where it is kept: one statement a part. */
import { type RawBuilder, sql, type Tx } from '#kernel/sql.ts'

export interface DocumentFacts {
  readonly number: string | null
  readonly contractNumber: string
  readonly title: string
  readonly entityId: string
  readonly clientId: string
  readonly currency: string
  readonly invoiceDate: string
  readonly dueDate: string
  readonly periodStart: string
  readonly periodEnd: string
  readonly termsDays: number
  readonly purchaseOrder: string
  readonly netMinor: bigint
  readonly grossMinor: bigint
  /** The cap of its time-and-materials lines together, and what was invoiced under it and not credited up to this invoice; null without a cap. */
  readonly capMinor: bigint | null
  readonly capInvoicedMinor: bigint
}

export function factsOf(tx: Tx, invoiceId: string): Promise<DocumentFacts | undefined> {
  return tx.maybe(sql<DocumentFacts>`
    select invoice.number, contract.number as "contractNumber", contract.title, invoice.entity_id as "entityId",
      invoice.client_id as "clientId", invoice.currency, invoice.invoice_date as "invoiceDate", invoice.due_date as "dueDate",
      invoice.period_start as "periodStart", invoice.period_end as "periodEnd", invoice.due_date - invoice.invoice_date as "termsDays",
      case invoice.state when 'draft' then contract.purchase_order else invoice.purchase_order end as "purchaseOrder", invoice.net_minor as "netMinor", invoice.gross_minor as "grossMinor",
      cap.minor as "capMinor", coalesce(under_cap.minor, 0)::bigint as "capInvoicedMinor"
    from billing.invoice
      join contracts.contract on contract.tenant_id = invoice.tenant_id and contract.id = invoice.contract_id
      cross join lateral (
        select sum(line.cap_minor)::bigint as minor
        from contracts.contract_line as line
        where line.tenant_id = invoice.tenant_id and line.contract_id = invoice.contract_id
          and exists (
            select from billing.invoice_line as billed
            where billed.tenant_id = line.tenant_id and billed.invoice_id = invoice.id and billed.contract_line_id = line.id)
      ) as cap
      cross join lateral (
        select sum(earlier_line.net_minor - case when earlier.id = invoice.id then 0 else earlier_line.credited_minor end) as minor
        from billing.invoice as earlier
          join billing.invoice_line as earlier_line on earlier_line.tenant_id = earlier.tenant_id and earlier_line.invoice_id = earlier.id
          join contracts.contract_line as capped on capped.tenant_id = earlier.tenant_id and capped.id = earlier_line.contract_line_id
            and capped.cap_minor is not null
        where earlier.tenant_id = invoice.tenant_id and earlier.contract_id = invoice.contract_id and earlier.number <= invoice.number
      ) as under_cap
    where invoice.tenant_id = kernel.tenant_id() and invoice.id = ${invoiceId}`)
}

export interface LineFacts {
  readonly lineNo: number
  readonly kind: 'time' | 'milestone' | 'fee'
  readonly title: string
  readonly workPackage: string | null
  readonly workPackageCode: string | null
  readonly personName: string | null
  readonly roleCode: string | null
  readonly roleName: string | null
  readonly feeStart: string | null
  readonly feeEnd: string | null
  readonly minutes: number
  readonly rate: string
  readonly netMinor: bigint
  readonly creditedMinor: bigint
  readonly taxCode: string
}

export function linesOf(tx: Tx, invoiceId: string): Promise<LineFacts[]> {
  return tx.rows(sql<LineFacts>`
    select line.line_no as "lineNo", line.kind, line.title, package.title as "workPackage", package.code as "workPackageCode",
      person.name as "personName", line.role_code as "roleCode", role.name as "roleName", fee.period_start as "feeStart",
      fee.period_end as "feeEnd", line.minutes, line.rate, line.net_minor as "netMinor", line.credited_minor as "creditedMinor",
      tax.code as "taxCode"
    from billing.invoice_line as line
      join firm.tax_code as tax on tax.tenant_id = line.tenant_id and tax.id = line.tax_code_id
      left join projects.work_package as package on package.tenant_id = line.tenant_id and package.id = line.work_package_id
      left join people.person on person.tenant_id = line.tenant_id and person.id = line.person_id
      left join people.delivery_role as role on role.tenant_id = line.tenant_id and role.code = line.role_code
      left join contracts.fee on fee.tenant_id = line.tenant_id and fee.id = line.fee_id
    where line.tenant_id = kernel.tenant_id() and line.invoice_id = ${invoiceId}
    order by line.line_no`)
}

export interface TaxFacts {
  readonly code: string
  readonly name: string
  readonly percent: string
  readonly note: string
  readonly netMinor: bigint
  readonly taxMinor: bigint
}

export function taxesOf(tx: Tx, invoiceId: string): Promise<TaxFacts[]> {
  return tx.rows(sql<TaxFacts>`
    select tax.code, tax.name, tax.percent, tax.note, part.net_minor as "netMinor", part.tax_minor as "taxMinor"
    from billing.invoice_tax as part
      join firm.tax_code as tax on tax.tenant_id = part.tenant_id and tax.id = part.tax_code_id
    where part.tenant_id = kernel.tenant_id() and part.invoice_id = ${invoiceId}
    order by tax.code`)
}

export interface InvoiceRow {
  readonly id: string
  readonly number: string | null
  readonly state:
    | 'draft'
    | 'in_review'
    | 'confirmed'
    | 'posted'
    | 'sent'
    | 'partially_paid'
    | 'paid'
    | 'credited'
    | 'written_off'
    | 'discarded'
  readonly contractId: string
  readonly contractNumber: string
  readonly entityCode: string
  readonly clientId: string
  readonly clientName: string
  readonly currency: string
  readonly invoiceDate: string
  readonly dueDate: string
  readonly netMinor: bigint
  readonly taxMinor: bigint
  readonly grossMinor: bigint
  readonly openMinor: bigint
  readonly creditedMinor: bigint
  readonly writtenOffMinor: bigint
  readonly runId: string | null
  readonly periodStart: string
  readonly periodEnd: string
  readonly purchaseOrder: string
  readonly fileId: string | null
  readonly revision: number
}

/** A select of all invoices and pro-formas with the names people know them by. */
export const invoiceRows: RawBuilder<unknown> = sql`
  select invoice.id, invoice.number, invoice.state, invoice.contract_id as "contractId", contract.number as "contractNumber",
    entity.code as "entityCode", invoice.client_id as "clientId", client.name as "clientName", invoice.currency,
    invoice.invoice_date as "invoiceDate", invoice.due_date as "dueDate", invoice.net_minor as "netMinor",
    invoice.tax_minor as "taxMinor", invoice.gross_minor as "grossMinor", invoice.open_minor as "openMinor",
    invoice.credited_minor as "creditedMinor", invoice.written_off_minor as "writtenOffMinor", invoice.run_id as "runId",
    invoice.period_start as "periodStart", invoice.period_end as "periodEnd",
    case invoice.state when 'draft' then contract.purchase_order else invoice.purchase_order end as "purchaseOrder",
    invoice.file_id as "fileId", invoice.revision
  from billing.invoice
    join contracts.contract on contract.tenant_id = invoice.tenant_id and contract.id = invoice.contract_id
    join firm.legal_entity as entity on entity.tenant_id = invoice.tenant_id and entity.id = invoice.entity_id
    join clients.client on client.tenant_id = invoice.tenant_id and client.id = invoice.client_id
  where invoice.tenant_id = kernel.tenant_id()`
