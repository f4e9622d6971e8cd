/** The door of opportunities: possible sales, and how one is won. */
export {
  lockOpenOpportunity,
  type Opportunity,
  setActiveQuote,
} from './opportunity-table.ts'
export { type Win, winOpportunity } from './win-opportunity.ts'
