/** The door of offers: the price of an hour of a role on a day. */
export { type RateCard, rateCardsByIds, ratesOfCards, ratesOn } from './rate-card-table.ts'
