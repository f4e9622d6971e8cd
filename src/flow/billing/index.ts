/** The door of billing: what later rooms may use. */
export { type InvoiceState, isPosted } from './invoice.ts'
export { invoiceDocument } from './invoice-document.ts'
export { applyPayments, type Invoice, lockInvoices } from './invoice-table.ts'
