import { personById } from '#flow/people'
import { handle } from '#kernel/handle.ts'
import { formatMoney } from '#kernel/money.ts'
import { refuseIf } from '#kernel/refusal.ts'
import { nextRevision, tables } from '#kernel/sql.ts'
import { update as contract } from './contract.ts'
import { lockOpenOpportunity, type Opportunity } from './opportunity-table.ts'
import type { OpportunitiesTables } from './schema.ts'

const db = tables<OpportunitiesTables>()

export const updateOpportunity = handle(contract, async (ctx, { opportunityId, ...given }) => {
  const { tx } = ctx
  const before = await lockOpenOpportunity(tx, opportunityId)
  ctx.checkRevision(before.revision)
  const told = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  const after: Opportunity = { ...before, ...told }
  refuseIf(after.amount.minor < 0n ? 'opportunity_amount_negative' : null)
  if (after.ownerId !== null) await personById(tx, after.ownerId)
  const { revision } = await tx.one(
    db
      .updateTable('opportunities.opportunity')
      .set({
        name: after.name,
        owner_id: after.ownerId,
        stage: after.stage,
        amount_minor: after.amount.minor,
        currency: after.amount.currency,
        probability: after.probability,
        expected_close: after.expectedClose,
        revision: nextRevision,
      })
      .where('id', '=', opportunityId)
      .returning('revision'),
  )
  return {
    output: { opportunityId, revision },
    touched: [{ type: 'opportunity', id: opportunityId, before: snapshot(before), after: snapshot(after) }],
  }
})

const snapshot = ({ name, ownerId, stage, amount, probability, expectedClose }: Opportunity) => ({
  name,
  ownerId,
  stage,
  amount: { amount: formatMoney(amount), currency: amount.currency },
  probability,
  expectedClose,
})
