import { handle } from '#kernel/handle.ts'
import { scope as contract } from './contract.ts'
import { lockOpenOpportunity } from './opportunity-table.ts'
import { keepQualification } from './qualification-table.ts'

export const scopeOpportunity = handle(
  contract,
  async ({ tx, call }, { opportunityId, scope, effortMinutes }) => {
    await lockOpenOpportunity(tx, opportunityId)
    await keepQualification(tx, opportunityId, {
      scope,
      effort_minutes: effortMinutes,
      scoped_at: call.now,
    })
    return {
      output: { opportunityId, effortMinutes },
      touched: [{ type: 'opportunity', id: opportunityId, after: { scope, effortMinutes } }],
    }
  },
)
