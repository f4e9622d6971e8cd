import { answer } from '#kernel/handle.ts'
import { tables } from '#kernel/sql.ts'
import { qualification as contract } from './contract.ts'
import { opportunityById } from './opportunity-table.ts'
import type { OpportunitiesTables } from './schema.ts'

const db = tables<OpportunitiesTables>()

export const qualificationOfOpportunity = answer(contract, async ({ tx }, { opportunityId }) => {
  await opportunityById(tx, opportunityId)
  const found = await tx.maybe(
    db
      .selectFrom('opportunities.qualification')
      .select(['budget', 'need', 'decision_maker_known as decisionMakerKnown', 'note', 'scope'])
      .select(['qualified_at as qualifiedAt', 'effort_minutes as effortMinutes', 'scoped_at as scopedAt'])
      .where('opportunity_id', '=', opportunityId),
  )
  const nothing = { budget: null, need: null, decisionMakerKnown: null, note: '', qualifiedAt: null }
  return { opportunityId, ...(found ?? { ...nothing, scope: '', effortMinutes: null, scopedAt: null }) }
})
