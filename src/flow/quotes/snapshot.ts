/** What the journal keeps of the content of a quote. Pure. */
import { formatMoney } from '#kernel/money.ts'
import type { PricedQuote, QuoteContent } from './price-quote.ts'

/** Title, days and totals, and each line in one row. */
export function snapshot(content: QuoteContent, priced: PricedQuote): object {
  const { title, currency, pricedOn, validUntil } = content
  return {
    title,
    currency,
    pricedOn,
    validUntil,
    price: formatMoney(priced.price),
    listPrice: formatMoney(priced.listPrice),
    cost: formatMoney(priced.cost),
    lines: priced.lines.map(({ given, price, cost }) => ({
      title: given.title,
      billingMethod: given.billingMethod,
      entityCode: given.entityCode,
      billToId: given.billToId,
      currency: given.currency,
      price: formatMoney(price),
      cost: formatMoney(cost),
    })),
  }
}
