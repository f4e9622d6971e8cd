import { firmNumbers } from '#flow/firm'
import { lockOpenOpportunity } from '#flow/opportunities'
import { handle } from '#kernel/handle.ts'
import { newId } from '#kernel/id.ts'
import { tables } from '#kernel/sql.ts'
import { create as contract } from './contract.ts'
import { priceQuote } from './price-quote.ts'
import { figuresOf } from './pricing.ts'
import type { QuotesTables } from './schema.ts'
import { snapshot } from './snapshot.ts'
import { insertLines } from './write-lines.ts'

const db = tables<QuotesTables>()

export const createQuote = handle(contract, async (ctx, { opportunityId, ...content }) => {
  const { tx } = ctx
  const { clientId } = await lockOpenOpportunity(tx, opportunityId)
  const priced = await priceQuote(tx, content)
  const quoteId = newId()
  const [number = ''] = await firmNumbers(ctx, 'quote', 1)
  const { title, currency, pricedOn, validUntil } = content
  await tx.run(
    db.insertInto('quotes.quote').values({
      id: quoteId,
      number,
      opportunity_id: opportunityId,
      client_id: clientId,
      title,
      currency,
      priced_on: pricedOn,
      valid_until: validUntil,
      price_minor: priced.price.minor,
      list_price_minor: priced.listPrice.minor,
      cost_minor: priced.cost.minor,
    }),
  )
  await insertLines(tx, quoteId, priced.lines)
  return {
    output: { quoteId, number, version: 1, ...figuresOf(priced), revision: 1 },
    touched: [
      { type: 'quote', id: quoteId, after: { number, opportunityId, ...snapshot(content, priced) } },
      { type: 'opportunity', id: opportunityId },
    ],
  }
})
