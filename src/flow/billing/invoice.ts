/** Rules of an invoice. Pure: no database, no clock. */
export type InvoiceState =
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

const afterPosting: ReadonlySet<InvoiceState> = new Set([
  'posted',
  'sent',
  'partially_paid',
  'paid',
  'credited',
  'written_off',
])

/** Is this a posted invoice, whatever came after? */
export function isPosted(state: InvoiceState): boolean {
  return afterPosting.has(state)
}

/** The state after payments, credits or a write-off, or payments taken back, left so much open, in minor units. */
export function stateAfterPayment(invoice: {
  readonly openMinor: bigint
  readonly grossMinor: bigint
  readonly creditedMinor: bigint
  readonly writtenOffMinor: bigint
  readonly fileId: string | null
}): InvoiceState {
  const { openMinor, grossMinor, creditedMinor, writtenOffMinor } = invoice
  if (openMinor === 0n) {
    if (creditedMinor === grossMinor) return 'credited'
    return writtenOffMinor > 0n ? 'written_off' : 'paid'
  }
  if (openMinor < grossMinor - creditedMinor - writtenOffMinor) return 'partially_paid'
  return invoice.fileId === null ? 'posted' : 'sent'
}
