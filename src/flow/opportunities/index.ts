/** The door of opportunities: possible sales, and how one is won. */
export {
  lockOpenOpportunity,
  type Opportunity,
  setActiveQuote,
} from './opportunity-table.ts'
export { type Win, winOpportunity, worthForLimits } from './win-opportunity.ts'
