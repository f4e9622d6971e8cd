/** The door of timesheets. */
export type { BillingType, EntryState } from './entry.ts'
export { sheetRows, visibleSheets } from './timesheet-view.ts'
