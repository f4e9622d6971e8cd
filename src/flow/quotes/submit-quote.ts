import { lockOpenOpportunity, worthForLimits } from '#flow/opportunities'
import { personById } from '#flow/people'
import { handle } from '#kernel/handle.ts'
import { formatMoney } from '#kernel/money.ts'
import { refuseIf } from '#kernel/refusal.ts'
import { submit as contract } from './contract.ts'
import { submissionRefusal } from './quote.ts'
import { lockQuote, notAsked, setApproval, standing } from './quote-table.ts'
import { riskFacts } from './risk-facts.ts'

/** The facts go with the event, so that who approves is asked about this quote and not about what becomes of it. */
export const submitQuote = handle(contract, async (ctx, { quoteId }) => {
  const { tx, call } = ctx
  const quote = await lockQuote(tx, quoteId)
  ctx.checkRevision(quote.revision)
  refuseIf(submissionRefusal(quote, call.today), standing(quote))
  const { opportunityId, number, version, title, clientName, discountPercent, marginPercent } = quote
  const { ownerId } = await lockOpenOpportunity(tx, opportunityId)
  const owner = ownerId === null ? null : await personById(tx, ownerId)
  const worth = await worthForLimits(tx, quote.price, call.today)
  const facts = await riskFacts(tx, quoteId)
  const revision = await setApproval(tx, quoteId, { ...notAsked, approval: 'asked' })
  return {
    output: { quoteId, approval: 'asked' as const, revision },
    touched: [
      { type: 'quote', id: quoteId, before: { approval: quote.approval }, after: { approval: 'asked' } },
    ],
    events: [
      {
        type: 'quotes.submitted',
        key: quoteId,
        payload: {
          // Not `number`, which in FEEL is a function that the process needs.
          quoteNumber: number,
          ...{ quoteId, opportunityId, version, title, clientName, discountPercent, marginPercent },
          amountUsd: formatMoney(worth),
          ...quote.terms,
          ...facts,
          submittedBy: call.actorId,
          ownerPrincipalId: owner?.principalId ?? null,
        },
      },
    ],
  }
})
