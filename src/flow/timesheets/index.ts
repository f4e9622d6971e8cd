/** The door of timesheets. */
export type { BillingType, EntryState } from './entry.ts'
