import { handle } from '#kernel/handle.ts'
import { refuseIf } from '#kernel/refusal.ts'
import { settleApproval as contract } from './contract.ts'
import { decisionRefusal } from './quote.ts'
import { lockQuote, setApproval, standing } from './quote-table.ts'

export const settleQuoteApproval = handle(contract, async (ctx, { quoteId, decision, reason }) => {
  const { tx } = ctx
  const quote = await lockQuote(tx, quoteId)
  ctx.checkRevision(quote.revision)
  refuseIf(decisionRefusal(quote), standing(quote))
  const { legalOpinion, legalNote, opportunityId, number } = quote
  const revision = await setApproval(tx, quoteId, {
    approval: decision,
    approvalReason: reason,
    legalOpinion,
    legalNote,
  })
  return {
    output: { quoteId, approval: decision, revision },
    touched: [
      { type: 'quote', id: quoteId, before: { approval: 'asked' }, after: { approval: decision, reason } },
    ],
    events: [
      {
        type: `quotes.${decision}`,
        key: quoteId,
        payload: { quoteId, opportunityId, number, reason },
      },
    ],
  }
})
