import { lockOpenOpportunity, setActiveQuote } from '#flow/opportunities'
import { handle } from '#kernel/handle.ts'
import { newId } from '#kernel/id.ts'
import { refuseIf } from '#kernel/refusal.ts'
import { sql } from '#kernel/sql.ts'
import { revise as contract } from './contract.ts'
import { withdrawalRefusal } from './quote.ts'
import { lockQuote, setState, standing } from './quote-table.ts'
import { copyLines } from './write-lines.ts'

export const reviseQuote = handle(contract, async (ctx, { quoteId }) => {
  const { tx } = ctx
  const quote = await lockQuote(tx, quoteId)
  ctx.checkRevision(quote.revision)
  refuseIf(withdrawalRefusal(quote), standing(quote))
  const { opportunityId, number } = quote
  await lockOpenOpportunity(tx, opportunityId)
  await setActiveQuote(tx, opportunityId, null)
  await setState(tx, quoteId, 'revised')
  const draftId = newId()
  const version = quote.version + 1
  await tx.run(sql`
    insert into quotes.quote (id, number, version, opportunity_id, client_id, title, currency, priced_on, valid_until,
      price_minor, list_price_minor, cost_minor, paper, liability_limit, governing_law, payment_terms_days, deviations)
    select ${draftId}, number, ${version}, opportunity_id, client_id, title, currency, priced_on, valid_until,
      price_minor, list_price_minor, cost_minor, paper, liability_limit, governing_law, payment_terms_days, deviations
    from quotes.quote
    where id = ${quoteId}`)
  await copyLines(tx, quoteId, draftId)
  return {
    output: { quoteId: draftId, number, version, revision: 1 },
    touched: [
      {
        type: 'quote',
        id: quoteId,
        before: { state: quote.state },
        after: { state: 'revised', revisedBy: draftId },
      },
      { type: 'quote', id: draftId, after: { number, version, revises: quoteId } },
      {
        type: 'opportunity',
        id: opportunityId,
        before: { activeQuoteId: quoteId },
        after: { activeQuoteId: null },
      },
    ],
    events: [
      { type: 'quotes.revised', key: quoteId, payload: { quoteId, opportunityId, number, version, draftId } },
    ],
  }
})
