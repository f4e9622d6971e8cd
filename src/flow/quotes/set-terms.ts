import { handle } from '#kernel/handle.ts'
import { refuseIf } from '#kernel/refusal.ts'
import { nextRevision, tables } from '#kernel/sql.ts'
import { setTerms as contract } from './contract.ts'
import { changeRefusal } from './quote.ts'
import { lockQuote, standing } from './quote-table.ts'
import type { QuotesTables } from './schema.ts'

const db = tables<QuotesTables>()

/** Other terms are another quote to those who approve, so an approval that was given is gone. */
export const setQuoteTerms = handle(contract, async (ctx, { quoteId, ...given }) => {
  const { tx } = ctx
  const before = await lockQuote(tx, quoteId)
  ctx.checkRevision(before.revision)
  refuseIf(changeRefusal(before), standing(before))
  const terms = {
    paper: given.paper ?? before.terms.paper,
    liabilityLimit: given.liabilityLimit ?? before.terms.liabilityLimit,
    governingLaw: given.governingLaw === undefined ? before.terms.governingLaw : given.governingLaw,
    paymentTermsDays:
      given.paymentTermsDays === undefined ? before.terms.paymentTermsDays : given.paymentTermsDays,
    deviations: given.deviations ?? before.terms.deviations,
  }
  const { revision } = await tx.one(
    db
      .updateTable('quotes.quote')
      .set({
        paper: terms.paper,
        liability_limit: terms.liabilityLimit,
        governing_law: terms.governingLaw,
        payment_terms_days: terms.paymentTermsDays,
        deviations: terms.deviations,
        approval: 'none',
        approval_reason: '',
        legal_opinion: null,
        legal_note: '',
        revision: nextRevision,
      })
      .where('id', '=', quoteId)
      .returning('revision'),
  )
  return {
    output: { quoteId, terms, revision },
    touched: [
      {
        type: 'quote',
        id: quoteId,
        before: { ...before.terms, approval: before.approval },
        after: { ...terms, approval: 'none' },
      },
    ],
  }
})
