import { firmNumbers } from '#flow/firm'
import { lockOpenOpportunity } from '#flow/opportunities'
import { handle } from '#kernel/handle.ts'
import { newId } from '#kernel/id.ts'
import { sql } from '#kernel/sql.ts'
import { create as contract } from './contract.ts'
import { priceQuote } from './price-quote.ts'
import { figuresOf } from './pricing.ts'
import { snapshot } from './snapshot.ts'
import { insertLines } from './write-lines.ts'

export const createQuote = handle(contract, async (ctx, { opportunityId, ...content }) => {
  const { tx } = ctx
  const { clientId } = await lockOpenOpportunity(tx, opportunityId)
  const priced = await priceQuote(tx, content)
  const quoteId = newId()
  const [number = ''] = await firmNumbers(ctx, 'quote', 1)
  const { title, currency, pricedOn, validUntil } = content
  await tx.run(sql`
    insert into quotes.quote (id, number, opportunity_id, client_id, title, currency, priced_on, valid_until,
      price_minor, list_price_minor, cost_minor)
    values (${quoteId}, ${number}, ${opportunityId}, ${clientId}, ${title}, ${currency}, ${pricedOn}, ${validUntil},
      ${priced.price.minor}, ${priced.listPrice.minor}, ${priced.cost.minor})`)
  await insertLines(tx, quoteId, priced.lines)
  return {
    output: { quoteId, number, version: 1, ...figuresOf(priced), revision: 1 },
    touched: [{ type: 'quote', id: quoteId, after: { number, opportunityId, ...snapshot(content, priced) } }],
  }
})
