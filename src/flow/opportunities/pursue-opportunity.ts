import { personById } from '#flow/people'
import { handle } from '#kernel/handle.ts'
import { formatMoney } from '#kernel/money.ts'
import { pursue as contract } from './contract.ts'
import { lockOpenOpportunity } from './opportunity-table.ts'
import { worthForLimits } from './win-opportunity.ts'

/** A deal goes its way once at a time: asked again while it does, the process waits for its end. */
export const pursueOpportunity = handle(contract, async ({ tx, call }, { opportunityId }) => {
  const { name, clientId, clientName, ownerId, amount } = await lockOpenOpportunity(tx, opportunityId)
  const owner = ownerId === null ? null : await personById(tx, ownerId)
  const amountUsd = formatMoney(await worthForLimits(tx, amount, call.today))
  return {
    output: { opportunityId },
    touched: [{ type: 'opportunity', id: opportunityId, after: { pursued: true } }],
    events: [
      {
        type: 'opportunities.pursued',
        key: opportunityId,
        payload: {
          ...{ opportunityId, name, clientId, clientName, ownerId, amountUsd },
          ownerPrincipalId: owner?.principalId ?? null,
        },
      },
    ],
  }
})
