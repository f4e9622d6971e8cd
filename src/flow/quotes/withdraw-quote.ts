import { handle } from '#kernel/handle.ts'
import { refuseIf } from '#kernel/refusal.ts'
import { withdraw as contract } from './contract.ts'
import { decisionRefusal } from './quote.ts'
import { lockQuote, notAsked, setApproval, standing } from './quote-table.ts'

export const withdrawQuote = handle(contract, async (ctx, { quoteId }) => {
  const { tx } = ctx
  const quote = await lockQuote(tx, quoteId)
  ctx.checkRevision(quote.revision)
  refuseIf(decisionRefusal(quote), standing(quote))
  const revision = await setApproval(tx, quoteId, notAsked)
  const { opportunityId, number } = quote
  return {
    output: { quoteId, approval: 'none' as const, revision },
    touched: [{ type: 'quote', id: quoteId, before: { approval: 'asked' }, after: { approval: 'none' } }],
    events: [{ type: 'quotes.withdrawn', key: quoteId, payload: { quoteId, opportunityId, number } }],
  }
})
