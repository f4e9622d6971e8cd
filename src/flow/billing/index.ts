/** The door of billing: what later rooms may use. */
export {
  type Adjustment,
  adjustInvoice,
  type BilledLine,
  type BilledTax,
  billedOf,
  creditLines,
  freeLines,
} from './adjust-invoice.ts'
export { type InvoiceState, isPosted } from './invoice.ts'
export { correctionDocument, invoiceDocument } from './invoice-document.ts'
export { applyPayments, type Invoice, lockInvoices } from './invoice-table.ts'
export { leaveRemainders, remainders } from './remainder.ts'
