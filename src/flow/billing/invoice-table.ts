/** The table of invoices: rows in, rows out, locks. */
import { Refused } from '#kernel/refusal.ts'
import { sql, type Tx } from '#kernel/sql.ts'
import { type InvoiceState, stateAfterPayment } from './invoice.ts'

/** An invoice as other rooms see it. Amounts are minor units of its currency, functional ones of the entity's. */
export interface Invoice {
  readonly id: string
  readonly number: string | null
  readonly contractId: string
  readonly entityId: string
  readonly clientId: string
  readonly currency: string
  readonly state: InvoiceState
  readonly invoiceDate: string
  readonly dueDate: string
  readonly purchaseOrder: string
  readonly netMinor: bigint
  readonly taxMinor: bigint
  readonly grossMinor: bigint
  readonly openMinor: bigint
  readonly functionalOpenMinor: bigint | null
  /** The value it was booked with; null before it is posted. */
  readonly functionalGrossMinor: bigint | null
  /** Gross amounts of credit notes and write-offs. */
  readonly creditedMinor: bigint
  readonly writtenOffMinor: bigint
  /** The document that was sent; null before. */
  readonly fileId: string | null
  readonly revision: number
}

const invoiceSelect = sql`
  select id, number, contract_id as "contractId", entity_id as "entityId", client_id as "clientId", currency, state,
    invoice_date as "invoiceDate", due_date as "dueDate", purchase_order as "purchaseOrder", net_minor as "netMinor",
    tax_minor as "taxMinor", gross_minor as "grossMinor", open_minor as "openMinor", functional_open_minor as "functionalOpenMinor",
    functional_gross_minor as "functionalGrossMinor", credited_minor as "creditedMinor", written_off_minor as "writtenOffMinor",
    file_id as "fileId", revision
  from billing.invoice
  where tenant_id = kernel.tenant_id()`

/** Locks invoices until commit, in id order. Refuses with `invoice_not_found` when one does not exist. */
export async function lockInvoices(tx: Tx, ids: readonly string[]): Promise<Invoice[]> {
  const locked = await tx.rows(
    sql<Invoice>`${invoiceSelect} and id = any(${ids}::uuid[]) order by id for no key update`,
  )
  const found = new Set(locked.map((invoice) => invoice.id))
  const missing = ids.find((id) => !found.has(id))
  if (missing) throw new Refused('invoice_not_found', { invoiceId: missing })
  return locked
}

export async function lockInvoice(tx: Tx, invoiceId: string): Promise<Invoice> {
  const [invoice] = await lockInvoices(tx, [invoiceId])
  if (!invoice) throw new Refused('invoice_not_found', { invoiceId })
  return invoice
}

/** Writes the state of locked invoices. */
export async function setInvoiceStates(tx: Tx, ids: readonly string[], state: InvoiceState): Promise<void> {
  await tx.run(sql`
    update billing.invoice
    set state = ${state}, revision = revision + 1
    where tenant_id = kernel.tenant_id() and id = any(${ids}::uuid[])`)
}

/** A client's own rule about orders, by invoice: whether one is required, with the words a refusal needs. */
export interface OrderRule {
  readonly id: string
  readonly client: string
  readonly number: string
  readonly purchaseOrderRequired: boolean
}

export async function orderRulesOf(tx: Tx, ids: readonly string[]): Promise<Map<string, OrderRule>> {
  const rows = await tx.rows(sql<OrderRule>`
    select invoice.id, client.name as client, contract.number, client.purchase_order_required as "purchaseOrderRequired"
    from billing.invoice
      join clients.client on client.tenant_id = invoice.tenant_id and client.id = invoice.client_id
      join contracts.contract on contract.tenant_id = invoice.tenant_id and contract.id = invoice.contract_id
    where invoice.tenant_id = kernel.tenant_id() and invoice.id = any(${ids}::uuid[])`)
  return new Map(rows.map((row) => [row.id, row]))
}

/** A pro-forma names the order its contract has; what has been confirmed keeps the one it named. */
export async function takeOrders(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.run(sql`
    update billing.invoice
    set purchase_order = contract.purchase_order
    from contracts.contract
    where invoice.tenant_id = kernel.tenant_id() and invoice.id = any(${ids}::uuid[]) and invoice.state = 'draft'
      and contract.tenant_id = invoice.tenant_id and contract.id = invoice.contract_id
      and invoice.purchase_order <> contract.purchase_order`)
}

/**
 * Takes payments off locked invoices: what is open falls, and with it the functional value it was booked with. Amounts
 * below zero take payments back.
 */
export async function applyPayments(
  tx: Tx,
  payments: readonly {
    readonly invoice: Invoice
    readonly minor: bigint
    readonly functionalMinor: bigint
  }[],
): Promise<Invoice[]> {
  const after = payments.map(({ invoice, minor, functionalMinor }) => {
    const openMinor = invoice.openMinor - minor
    return {
      ...invoice,
      openMinor,
      functionalOpenMinor: (invoice.functionalOpenMinor ?? 0n) - functionalMinor,
      state: stateAfterPayment({ ...invoice, openMinor }),
      revision: invoice.revision + 1,
    }
  })
  await tx.run(sql`
    update billing.invoice
    set open_minor = paid.open_minor, functional_open_minor = paid.functional_minor, state = paid.state, revision = paid.revision
    from unnest(${after.map((one) => one.id)}::uuid[], ${after.map((one) => one.openMinor)}::bigint[],
      ${after.map((one) => one.functionalOpenMinor)}::bigint[], ${after.map((one) => one.state)}::text[],
      ${after.map((one) => one.revision)}::integer[]) as paid (id, open_minor, functional_minor, state, revision)
    where invoice.tenant_id = kernel.tenant_id() and invoice.id = paid.id`)
  return after
}
