/** The door of quotes: the quote an opportunity was won with. */
export { type FullQuote, type QuoteLine, wonQuote } from './quote-table.ts'
