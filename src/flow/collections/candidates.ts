/** The invoices a receipt may be matched to. */
import { sql, type Tx } from '#kernel/sql.ts'
import type { MatchInvoice } from './matching.ts'
import type { Receipt } from './receipt-table.ts'

const lettersAndDigits = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '')

/**
 * The posted invoices of the client that are open at the entity, and those the reference may name, wherever they were
 * billed and even when they are paid: the rules want to know of them.
 */
export function candidatesOf(tx: Tx, receipt: Receipt): Promise<MatchInvoice[]> {
  return tx.rows(sql<MatchInvoice>`
    select invoice.id, invoice.number, invoice.entity_id as "entityId", invoice.currency, invoice.open_minor as "openMinor"
    from contracts.contract
      join billing.invoice on invoice.tenant_id = contract.tenant_id and invoice.contract_id = contract.id
    where contract.tenant_id = kernel.tenant_id() and contract.client_id = ${receipt.clientId} and invoice.number is not null
      and (
        (invoice.open_minor > 0 and invoice.entity_id = ${receipt.entityId})
        or strpos(${lettersAndDigits(receipt.reference)}, regexp_replace(lower(invoice.number), '[^a-z0-9]', '', 'g')) > 0)
    order by invoice.id`)
}
