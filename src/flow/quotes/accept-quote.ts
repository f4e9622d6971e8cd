import { winOpportunity } from '#flow/opportunities'
import { handle } from '#kernel/handle.ts'
import { refuseIf } from '#kernel/refusal.ts'
import { accept as contract } from './contract.ts'
import { acceptanceRefusal } from './quote.ts'
import { fullQuote, lockQuote, setState, standing } from './quote-table.ts'

/** The client's yes to a quote is what wins an opportunity: both happen together. */
export const acceptQuote = handle(contract, async (ctx, { quoteId }) => {
  const { tx, call } = ctx
  const locked = await lockQuote(tx, quoteId)
  ctx.checkRevision(locked.revision)
  refuseIf(acceptanceRefusal(locked, call.today), standing(locked))
  const quote = await fullQuote(tx, quoteId)
  const { opportunityId, number } = quote
  const won = await winOpportunity(ctx, {
    opportunityId,
    quoteId,
    amount: quote.price,
    discountPercent: quote.discountPercent,
    marginPercent: quote.marginPercent,
    entities: [...new Set(quote.lines.map((line) => line.entityCode))],
    lines: quote.lines.length,
    termsApproved: quote.approval === 'approved',
  })
  const revision = await setState(tx, quoteId, 'won')
  return {
    output: { quoteId, state: 'won' as const, revision },
    touched: [
      { type: 'quote', id: quoteId, before: { state: quote.state }, after: { state: 'won' } },
      won.touched,
    ],
    events: [
      { type: 'quotes.accepted', key: quoteId, payload: { quoteId, opportunityId, number } },
      won.event,
    ],
  }
})
