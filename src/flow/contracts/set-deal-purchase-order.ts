import { orderLines } from '#flow/quotes'
import { handle } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { setDealPurchaseOrder as contract } from './contract.ts'
import { requireNoContracts, wonQuoteOf } from './deal.ts'

/** Once there are contracts the number belongs to them: what the quote says reaches nobody any more. */
export const setDealPurchaseOrder = handle(
  contract,
  async ({ tx }, { opportunityId, purchaseOrder, billToId }) => {
    const quoteId = await wonQuoteOf(tx, opportunityId)
    await requireNoContracts(tx, opportunityId)
    const lines = await orderLines(tx, quoteId, { purchaseOrder, billToId: billToId ?? null })
    if (lines === 0) throw new Refused('no_line_of_client', { opportunityId, billToId })
    return {
      output: { opportunityId, quoteId, purchaseOrder, lines },
      touched: [
        { type: 'quote', id: quoteId, after: { purchaseOrder, ...(billToId ? { billToId } : {}) } },
        { type: 'opportunity', id: opportunityId },
      ],
    }
  },
)
