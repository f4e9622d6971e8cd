/** The table of receipts: rows in, rows out, locks; and how receipts are shown. */
import { type Money, money } from '#kernel/money.ts'
import { Refused } from '#kernel/refusal.ts'
import { type RawBuilder, sql, type Tx } from '#kernel/sql.ts'

/** A receipt as it is worked on. Amounts are minor units of its currency, functional ones of the entity's. */
export interface Receipt {
  readonly id: string
  readonly entityId: string
  readonly functionalCurrency: string
  readonly clientId: string
  readonly receivedOn: string
  readonly currency: string
  readonly unappliedMinor: bigint
  readonly functionalUnappliedMinor: bigint
  readonly reference: string
  readonly bankReference: string
  readonly revision: number
}

const receiptSelect = sql`
  select receipt.id, receipt.entity_id as "entityId", entity.currency as "functionalCurrency", receipt.client_id as "clientId",
    receipt.received_on as "receivedOn", receipt.currency, receipt.unapplied_minor as "unappliedMinor",
    receipt.functional_unapplied_minor as "functionalUnappliedMinor", receipt.reference, receipt.bank_reference as "bankReference",
    receipt.revision
  from collections.receipt
    join firm.legal_entity as entity on entity.tenant_id = receipt.tenant_id and entity.id = receipt.entity_id
  where receipt.tenant_id = kernel.tenant_id()`

/** The receipt; refuses `receipt_not_found`. */
export async function receiptById(tx: Tx, receiptId: string): Promise<Receipt> {
  const found = await tx.maybe(sql<Receipt>`${receiptSelect} and receipt.id = ${receiptId}`)
  if (!found) throw new Refused('receipt_not_found', { receiptId })
  return found
}

/** The same, locked until commit. A receipt is locked before the invoices it pays. */
export async function lockReceipt(tx: Tx, receiptId: string): Promise<Receipt> {
  const found = await tx.maybe(
    sql<Receipt>`${receiptSelect} and receipt.id = ${receiptId} for no key update of receipt`,
  )
  if (!found) throw new Refused('receipt_not_found', { receiptId })
  return found
}

/** Writes what is left of a receipt and gives it back as it is now. */
export async function setUnapplied(
  tx: Tx,
  before: Receipt,
  left: Pick<Receipt, 'unappliedMinor' | 'functionalUnappliedMinor'>,
): Promise<Receipt> {
  const after = { ...before, ...left, revision: before.revision + 1 }
  await tx.run(sql`
    update collections.receipt
    set unapplied_minor = ${after.unappliedMinor}, functional_unapplied_minor = ${after.functionalUnappliedMinor},
      revision = ${after.revision}
    where tenant_id = kernel.tenant_id() and id = ${after.id}`)
  return after
}

export interface ReceiptRow {
  readonly id: string
  readonly entityId: string
  readonly entityCode: string
  readonly clientId: string
  readonly clientName: string
  readonly receivedOn: string
  readonly currency: string
  readonly amountMinor: bigint
  readonly unappliedMinor: bigint
  readonly bankReference: string
  readonly reference: string
  readonly recordedAt: Temporal.Instant
  readonly revision: number
}

/** A select of all receipts with the names people know them by. */
export const receiptRows: RawBuilder<unknown> = sql`
  select receipt.id, receipt.entity_id as "entityId", entity.code as "entityCode", receipt.client_id as "clientId",
    client.name as "clientName", receipt.received_on as "receivedOn", receipt.currency, receipt.amount_minor as "amountMinor",
    receipt.unapplied_minor as "unappliedMinor", receipt.bank_reference as "bankReference", receipt.reference,
    receipt.recorded_at as "recordedAt", receipt.revision
  from collections.receipt
    join firm.legal_entity as entity on entity.tenant_id = receipt.tenant_id and entity.id = receipt.entity_id
    join clients.client on client.tenant_id = receipt.tenant_id and client.id = receipt.client_id
  where receipt.tenant_id = kernel.tenant_id()`

/** A row as the contract has it: amounts with their currency. */
export function shown<R extends ReceiptRow>(row: R): R & { amount: Money; unapplied: Money } {
  return {
    ...row,
    amount: money(row.amountMinor, row.currency),
    unapplied: money(row.unappliedMinor, row.currency),
  }
}
