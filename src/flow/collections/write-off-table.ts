/** The table of write-offs: rows in, rows out, locks. */
import { Refused } from '#kernel/refusal.ts'
import { type RawBuilder, sql, type Tx } from '#kernel/sql.ts'

export interface WriteOffRow {
  readonly id: string
  readonly invoiceId: string
  readonly invoiceNumber: string
  readonly clientId: string
  readonly clientName: string
  readonly currency: string
  readonly amountMinor: bigint
  readonly taxMinor: bigint
  readonly reason: string
  readonly state: 'asked' | 'booked' | 'refused'
  readonly askedOn: string
  readonly bookedOn: string | null
  readonly revision: number
}

/** A select of all write-offs with the names people know them by. */
export const writeOffRows: RawBuilder<unknown> = sql`
  select write_off.id, write_off.invoice_id as "invoiceId", invoice.number as "invoiceNumber", invoice.client_id as "clientId",
    client.name as "clientName", invoice.currency, write_off.amount_minor as "amountMinor", write_off.tax_minor as "taxMinor",
    write_off.reason, write_off.state, write_off.asked_on as "askedOn", write_off.booked_on as "bookedOn", write_off.revision
  from collections.write_off
    join billing.invoice on invoice.tenant_id = write_off.tenant_id and invoice.id = write_off.invoice_id
    join clients.client on client.tenant_id = invoice.tenant_id and client.id = invoice.client_id
  where write_off.tenant_id = kernel.tenant_id()`

/** The write-off, locked until commit before its invoice is; refuses `write_off_not_found`. */
export async function lockWriteOff(tx: Tx, writeOffId: string): Promise<WriteOffRow> {
  await tx.run(sql`
    select from collections.write_off
    where tenant_id = kernel.tenant_id() and id = ${writeOffId}
    for no key update`)
  const found = await tx.maybe(
    sql<WriteOffRow>`select q.* from (${writeOffRows}) as q where q.id = ${writeOffId}`,
  )
  if (!found) throw new Refused('write_off_not_found', { writeOffId })
  return found
}
