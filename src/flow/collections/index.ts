/** The door of collections: what came in, and what it paid. */
export { disputeById } from './dispute-table.ts'
export { type ReconciliationLine, reconciliation } from './reconciliation.ts'
export { freeCash, lockPaidInvoice } from './take-back.ts'
