/** The door of revenue: what contracts have earned and were billed for, to be held against the books. */
export { contractFacts, contractPositions, earnedByTheHour, type Position } from './facts.ts'
