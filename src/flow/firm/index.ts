/** The door of the firm: entities, exchange rates, taxes, working days and firm-wide numbers. */
export { letterhead, publicLogo } from './branding-table.ts'
export { entitiesByCode, entitiesByIds, entityById, type LegalEntity } from './entity-table.ts'
export { type CurrencyPair, type ExchangeRates, exchangeRatesOn, rateOn } from './exchange-rate-table.ts'
export { firmNumbers } from './numbers.ts'
export { isCountry, isTimeZone } from './shapes.ts'
export { workingDays } from './working-days.ts'
