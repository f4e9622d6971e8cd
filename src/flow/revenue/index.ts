/** The door of revenue: what contracts have earned and were billed for, to be held against the books. */

export { type Conceded, concede, type GivenUp } from './concede.ts'
export { contractFacts, contractPositions, earnedByTheHour, type Position } from './facts.ts'
