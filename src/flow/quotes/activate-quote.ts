import { lockOpenOpportunity, setActiveQuote } from '#flow/opportunities'
import { handle } from '#kernel/handle.ts'
import { refuseIf } from '#kernel/refusal.ts'
import { activate as contract } from './contract.ts'
import { activationRefusal } from './quote.ts'
import { lockQuote, setState, standing } from './quote-table.ts'

/** The opportunity remembers the quote that is out, so that no second one goes out and it is not lost meanwhile. */
export const activateQuote = handle(contract, async (ctx, { quoteId }) => {
  const { tx, call } = ctx
  const quote = await lockQuote(tx, quoteId)
  ctx.checkRevision(quote.revision)
  refuseIf(activationRefusal(quote, call.today), standing(quote))
  const { opportunityId } = quote
  const { name, activeQuoteId } = await lockOpenOpportunity(tx, opportunityId)
  refuseIf(activeQuoteId === null ? null : 'opportunity_has_active_quote', { opportunityId, name })
  await setActiveQuote(tx, opportunityId, quoteId)
  const revision = await setState(tx, quoteId, 'active')
  return {
    output: { quoteId, state: 'active' as const, revision },
    touched: [
      { type: 'quote', id: quoteId, before: { state: quote.state }, after: { state: 'active' } },
      {
        type: 'opportunity',
        id: opportunityId,
        before: { activeQuoteId },
        after: { activeQuoteId: quoteId },
      },
    ],
    events: [
      { type: 'quotes.activated', key: quoteId, payload: { quoteId, opportunityId, number: quote.number } },
    ],
  }
})
