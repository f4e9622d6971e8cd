/** Rules of an invoice. Pure: no database, no clock. */
export type InvoiceState =
  | 'draft'
  | 'in_review'
  | 'confirmed'
  | 'posted'
  | 'sent'
  | 'partially_paid'
  | 'paid'
  | 'discarded'

/** Why a pro-forma may not be confirmed, or null. */
export function confirmRefusal(invoice: {
  readonly state: InvoiceState
  readonly purchaseOrderRequired: boolean
  readonly purchaseOrder: string
}): string | null {
  if (invoice.state !== 'draft') return 'invoice_not_draft'
  return invoice.purchaseOrderRequired && invoice.purchaseOrder === ''
    ? 'invoice_missing_purchase_order'
    : null
}

/** Why a pro-forma may not be posted or returned, or null. */
export function releaseRefusal(state: InvoiceState): string | null {
  return state === 'confirmed' ? null : 'invoice_not_confirmed'
}

/** Why a pro-forma may not be discarded, or null. */
export function discardRefusal(state: InvoiceState): string | null {
  return state === 'draft' || state === 'confirmed' ? null : 'invoice_not_open'
}

/** Is this a posted invoice, whatever came after? */
export function isPosted(state: InvoiceState): boolean {
  return state === 'posted' || state === 'sent' || state === 'partially_paid' || state === 'paid'
}

/** The state after payments, or payments taken back, left so much open, in minor units. */
export function stateAfterPayment(invoice: {
  readonly openMinor: bigint
  readonly grossMinor: bigint
  readonly fileId: string | null
}): InvoiceState {
  if (invoice.openMinor === 0n) return 'paid'
  if (invoice.openMinor < invoice.grossMinor) return 'partially_paid'
  return invoice.fileId === null ? 'posted' : 'sent'
}
