import { handle } from '#kernel/handle.ts'
import { validate } from './contract.ts'
import { problemsOf, wonQuoteOf } from './deal.ts'

/** The findings are journaled, so that it can be shown later what was known when a deal was let through. */
export const validateContract = handle(validate, async (ctx, { opportunityId }) => {
  const quoteId = await wonQuoteOf(ctx.tx, opportunityId)
  const problems = await problemsOf(ctx.tx, quoteId, ctx.call.today)
  return {
    output: { valid: problems.length === 0, problems },
    touched: [{ type: 'opportunity', id: opportunityId }],
  }
})
