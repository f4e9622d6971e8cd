/** The table of disputes: rows in, rows out, locks. */
import { Refused } from '#kernel/refusal.ts'
import { type RawBuilder, sql, type Tx } from '#kernel/sql.ts'

export interface DisputeRow {
  readonly id: string
  readonly invoiceId: string
  readonly invoiceNumber: string
  readonly clientId: string
  readonly clientName: string
  readonly cause: 'hours' | 'rate' | 'quality' | 'scope' | 'purchase_order' | 'tax' | 'other'
  readonly currency: string
  readonly amountMinor: bigint
  readonly lineNos: readonly number[]
  readonly note: string
  readonly ownerId: string | null
  readonly ownerName: string | null
  readonly state: 'open' | 'upheld' | 'rejected'
  readonly resolution: string
  readonly openedOn: string
  readonly resolvedOn: string | null
  readonly revision: number
}

/** A select of all disputes with the names people know them by. */
export const disputeRows: RawBuilder<unknown> = sql`
  select dispute.id, dispute.invoice_id as "invoiceId", invoice.number as "invoiceNumber", invoice.client_id as "clientId",
    client.name as "clientName", dispute.cause, invoice.currency, dispute.amount_minor as "amountMinor",
    dispute.line_nos as "lineNos", dispute.note, dispute.owner_id as "ownerId", person.name as "ownerName", dispute.state,
    dispute.resolution, dispute.opened_on as "openedOn", dispute.resolved_on as "resolvedOn", dispute.revision
  from collections.dispute
    join billing.invoice on invoice.tenant_id = dispute.tenant_id and invoice.id = dispute.invoice_id
    join clients.client on client.tenant_id = invoice.tenant_id and client.id = invoice.client_id
    left join people.person on person.tenant_id = dispute.tenant_id and person.id = dispute.owner_id
  where dispute.tenant_id = kernel.tenant_id()`

/** The dispute; refuses `dispute_not_found`. */
export async function disputeById(tx: Tx, disputeId: string): Promise<DisputeRow> {
  const found = await tx.maybe(
    sql<DisputeRow>`select q.* from (${disputeRows}) as q where q.id = ${disputeId}`,
  )
  if (!found) throw new Refused('dispute_not_found', { disputeId })
  return found
}

/** The same, locked until commit. */
export async function lockDispute(tx: Tx, disputeId: string): Promise<DisputeRow> {
  await tx.run(sql`
    select from collections.dispute
    where tenant_id = kernel.tenant_id() and id = ${disputeId}
    for no key update`)
  return disputeById(tx, disputeId)
}
