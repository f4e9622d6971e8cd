/** The door of actuals: how approved work becomes cost and sales, and how billing takes it. */
export { billActuals, billPrices, returnToBacklog, takeFromBacklog } from './bill-actuals.ts'
export { carryWork, creditPrices, creditWork, restoreWork } from './credit-actuals.ts'
export {
  type ApprovedTime,
  type Batch,
  type BillingType,
  recordApprovedTime,
} from './record-approved-time.ts'
export { reverseTime } from './reverse-time.ts'
