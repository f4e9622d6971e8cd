/** The door of contracts: what later rooms may use. */
export { type ChangeEffort, type ChangeRow, changeById, effortOf } from './change-table.ts'
export {
  type BillingStatus,
  type Contract,
  type ContractLine,
  commitToLines,
  contractById,
  linesOf,
  lockContracts,
  lockLines,
  lockMilestone,
  type Milestone,
  setFeeBilling,
  setMilestoneBilling,
} from './contract-table.ts'
export type { BillingMethod, ContractState, MilestoneState, RevenueMethod } from './terms.ts'
