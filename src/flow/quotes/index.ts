/** The door of quotes: the quote an opportunity was won with. */
export { orderLines } from './order-lines.ts'
export { type FullQuote, type QuoteLine, wonQuote } from './quote-table.ts'
