import { lockOpenOpportunity, setActiveQuote } from '#flow/opportunities'
import { handle } from '#kernel/handle.ts'
import { refuseIf } from '#kernel/refusal.ts'
import { lose as contract } from './contract.ts'
import { withdrawalRefusal } from './quote.ts'
import { lockQuote, setState, standing } from './quote-table.ts'

export const loseQuote = handle(contract, async (ctx, { quoteId, reason }) => {
  const { tx } = ctx
  const quote = await lockQuote(tx, quoteId)
  ctx.checkRevision(quote.revision)
  refuseIf(withdrawalRefusal(quote), standing(quote))
  const { opportunityId, number } = quote
  await lockOpenOpportunity(tx, opportunityId)
  await setActiveQuote(tx, opportunityId, null)
  const revision = await setState(tx, quoteId, 'lost')
  return {
    output: { quoteId, state: 'lost' as const, revision },
    touched: [
      { type: 'quote', id: quoteId, before: { state: quote.state }, after: { state: 'lost', reason } },
      {
        type: 'opportunity',
        id: opportunityId,
        before: { activeQuoteId: quoteId },
        after: { activeQuoteId: null },
      },
    ],
    events: [{ type: 'quotes.lost', key: quoteId, payload: { quoteId, opportunityId, number, reason } }],
  }
})
