import { lockOpenOpportunity } from '#flow/opportunities'
import { handle } from '#kernel/handle.ts'
import { formatMoney } from '#kernel/money.ts'
import { refuseIf } from '#kernel/refusal.ts'
import { nextRevision, tables } from '#kernel/sql.ts'
import { update as contract } from './contract.ts'
import { priceQuote } from './price-quote.ts'
import { figuresOf } from './pricing.ts'
import { changeRefusal } from './quote.ts'
import { lockQuote, standing } from './quote-table.ts'
import type { QuotesTables } from './schema.ts'
import { snapshot } from './snapshot.ts'
import { deleteLines, insertLines } from './write-lines.ts'

const db = tables<QuotesTables>()

export const updateQuote = handle(contract, async (ctx, { quoteId, ...content }) => {
  const { tx } = ctx
  const before = await lockQuote(tx, quoteId)
  ctx.checkRevision(before.revision)
  refuseIf(changeRefusal(before), standing(before))
  await lockOpenOpportunity(tx, before.opportunityId)
  const priced = await priceQuote(tx, content)
  await deleteLines(tx, quoteId)
  await insertLines(tx, quoteId, priced.lines)
  const { title, currency, pricedOn, validUntil } = content
  const { revision } = await tx.one(
    db
      .updateTable('quotes.quote')
      .set({
        title,
        currency,
        priced_on: pricedOn,
        valid_until: validUntil,
        price_minor: priced.price.minor,
        list_price_minor: priced.listPrice.minor,
        cost_minor: priced.cost.minor,
        // What was approved is not what is written now.
        approval: 'none',
        approval_reason: '',
        legal_opinion: null,
        legal_note: '',
        revision: nextRevision,
      })
      .where('id', '=', quoteId)
      .returning('revision'),
  )
  const told = {
    title: before.title,
    currency: before.currency,
    pricedOn: before.pricedOn,
    validUntil: before.validUntil,
    price: formatMoney(before.price),
    listPrice: formatMoney(before.listPrice),
    cost: formatMoney(before.cost),
    approval: before.approval,
  }
  return {
    output: { quoteId, ...figuresOf(priced), revision },
    touched: [
      { type: 'quote', id: quoteId, before: told, after: { ...snapshot(content, priced), approval: 'none' } },
    ],
  }
})
