import { handle } from '#kernel/handle.ts'
import { refuseIf } from '#kernel/refusal.ts'
import { nextRevision, tables } from '#kernel/sql.ts'
import { lose as contract } from './contract.ts'
import { lockOpenOpportunity } from './opportunity-table.ts'
import type { OpportunitiesTables } from './schema.ts'

const db = tables<OpportunitiesTables>()

export const loseOpportunity = handle(contract, async (ctx, { opportunityId, reason }) => {
  const { tx, call } = ctx
  const { name, revision: read, activeQuoteId, clientId } = await lockOpenOpportunity(tx, opportunityId)
  ctx.checkRevision(read)
  refuseIf(activeQuoteId === null ? null : 'opportunity_has_active_quote', { opportunityId, name })
  const { revision } = await tx.one(
    db
      .updateTable('opportunities.opportunity')
      .set({
        state: 'lost',
        closed_on: call.today,
        lost_reason: reason,
        probability: 0,
        revision: nextRevision,
      })
      .where('id', '=', opportunityId)
      .returning('revision'),
  )
  return {
    output: { opportunityId, state: 'lost' as const, revision },
    touched: [
      {
        type: 'opportunity',
        id: opportunityId,
        before: { state: 'open' },
        after: { state: 'lost', lostReason: reason, closedOn: call.today },
      },
    ],
    events: [
      { type: 'opportunities.lost', key: opportunityId, payload: { opportunityId, clientId, name, reason } },
    ],
  }
})
