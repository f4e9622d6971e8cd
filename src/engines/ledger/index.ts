/** The door of the ledger. */
export {
  type ContractBalance,
  type ControlBalance,
  contractBalances,
  controlBalances,
  roleBalances,
} from './balances.ts'
export type { AccountRef, Dimensions, DocumentRef, NewEntry, NewLine } from './entry.ts'
export type { EntrySelects } from './insert-entries.ts'
export { type NewBook, openBook } from './open-book.ts'
export { type BulkPosted, type PostedEntry, type PostingContext, post, postFromSelect } from './posting.ts'
export { reverseEntries } from './reversal.ts'
export { credited, creditLost, documentBilled } from './rules/billing.ts'
export { costAbsorbed, revenueAccrued, revenueAtPoint, revenueRatable } from './rules/earning.ts'
export { type About, nothing, type PostingRule, upTo, type Valued } from './rules/posting-rule.ts'
export { receiptUnapplied, unappliedSettled } from './rules/receipts.ts'
export type { Control, Subledger } from './shapes.ts'
