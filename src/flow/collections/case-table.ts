/** The table of dunning cases: rows in, rows out, locks. */
import { Refused } from '#kernel/refusal.ts'
import { sql, type Tx } from '#kernel/sql.ts'

/** A case with its invoice. Amounts are minor units; disputed is never more than open. */
export interface DunningCase {
  readonly invoiceId: string
  readonly number: string
  readonly clientId: string
  readonly entityId: string
  readonly currency: string
  readonly dueDate: string
  readonly openMinor: bigint
  readonly disputedMinor: bigint
  readonly state: 'reminding' | 'escalated' | 'legal' | 'resolved'
  readonly reminders: number
  readonly contacts: number
}

/** The case of an invoice, locked until commit; refuses `dunning_case_not_found`. */
export async function lockCase(tx: Tx, invoiceId: string): Promise<DunningCase> {
  const found = await tx.maybe(sql<DunningCase>`
    select dunning_case.invoice_id as "invoiceId", invoice.number, invoice.client_id as "clientId",
      invoice.entity_id as "entityId", invoice.currency, invoice.due_date as "dueDate", invoice.open_minor as "openMinor",
      least(invoice.open_minor, (
        select coalesce(sum(dispute.amount_minor), 0)
        from collections.dispute
        where dispute.tenant_id = invoice.tenant_id and dispute.invoice_id = invoice.id and dispute.state = 'open'
      ))::bigint as "disputedMinor",
      dunning_case.state, dunning_case.reminders, dunning_case.contacts
    from collections.dunning_case
      join billing.invoice on invoice.tenant_id = dunning_case.tenant_id and invoice.id = dunning_case.invoice_id
    where dunning_case.tenant_id = kernel.tenant_id() and dunning_case.invoice_id = ${invoiceId}
    for no key update of dunning_case`)
  if (!found) throw new Refused('dunning_case_not_found', { invoiceId })
  return found
}

/** The same where something can still be done; refuses `dunning_case_closed`. */
export async function lockOpenCase(tx: Tx, invoiceId: string): Promise<DunningCase> {
  const found = await lockCase(tx, invoiceId)
  if (found.state === 'resolved' || found.state === 'legal')
    throw new Refused('dunning_case_closed', { invoiceId, state: found.state })
  return found
}
