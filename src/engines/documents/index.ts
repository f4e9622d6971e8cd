/** The door of the documents engine: numbers without gaps, files by content, and PDF. */
export { type Download, fileContent } from './file-content.ts'
export {
  attachFile,
  type FileSubject,
  type NewFile,
  readFile,
  type StoredFile,
  storeFile,
} from './file-table.ts'
export type {
  InvoiceDocument,
  InvoiceGroup,
  InvoiceLine,
  InvoiceParty,
  InvoiceSeller,
  InvoiceTax,
  Labelled,
} from './invoice-document.ts'
export { type LocaleFormat, localeFormat } from './locale-format.ts'
export { type Logo, logoOf, logoRefusal } from './logo.ts'
export { renderInvoice } from './render-invoice.ts'
export { type Report, type ReportSection, type ReportTable, renderReport } from './render-report.ts'
export { nextNumbers, type SeriesKey } from './series-table.ts'
