import { handle } from '#kernel/handle.ts'
import { refuseIf } from '#kernel/refusal.ts'
import { reviewTerms as contract } from './contract.ts'
import { decisionRefusal } from './quote.ts'
import { lockQuote, setApproval, standing } from './quote-table.ts'

export const reviewQuoteTerms = handle(contract, async (ctx, { quoteId, opinion, note }) => {
  const { tx } = ctx
  const quote = await lockQuote(tx, quoteId)
  ctx.checkRevision(quote.revision)
  refuseIf(decisionRefusal(quote), standing(quote))
  const { approval, approvalReason } = quote
  const revision = await setApproval(tx, quoteId, {
    ...{ approval, approvalReason },
    legalOpinion: opinion,
    legalNote: note,
  })
  return {
    output: { quoteId, opinion, note, revision },
    touched: [
      {
        type: 'quote',
        id: quoteId,
        before: { legalOpinion: quote.legalOpinion, legalNote: quote.legalNote },
        after: { legalOpinion: opinion, legalNote: note },
      },
    ],
  }
})
