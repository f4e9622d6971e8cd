import { handle } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { nextRevision, tables } from '#kernel/sql.ts'
import { reject } from './contract.ts'
import type { ContractsTables } from './schema.ts'

const db = tables<ContractsTables>()

export const rejectContract = handle(reject, async (ctx, { opportunityId, reason }) => {
  const lost = await ctx.tx.rows(
    db
      .updateTable('contracts.contract')
      .set({ state: 'lost', revision: nextRevision })
      .where('opportunity_id', '=', opportunityId)
      .where('state', '=', 'draft')
      .returning('id'),
  )
  if (lost.length === 0) throw new Refused('contract_not_rejectable', { opportunityId })
  const contractIds = lost.map((contract) => contract.id)
  return {
    output: { contractIds, reason },
    touched: [
      ...contractIds.map((id) => ({
        type: 'contract',
        id,
        before: { state: 'draft' },
        after: { state: 'lost', reason },
      })),
      { type: 'opportunity', id: opportunityId },
    ],
    events: contractIds.map((id) => ({
      type: 'contracts.rejected',
      key: id,
      payload: { contractId: id, opportunityId, reason },
    })),
  }
})
