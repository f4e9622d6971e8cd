/** The door of billing: what later rooms may use. */
export { type InvoiceState, isPosted } from './invoice.ts'
export { invoiceDocument } from './invoice-document.ts'
export { applyPayments, type Invoice, lockInvoices, openInvoices } from './invoice-table.ts'
