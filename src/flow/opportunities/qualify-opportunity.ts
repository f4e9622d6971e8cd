import { daysBetween } from '#kernel/dates.ts'
import { handle } from '#kernel/handle.ts'
import { formatMoney } from '#kernel/money.ts'
import { qualify as contract } from './contract.ts'
import { lockOpenOpportunity } from './opportunity-table.ts'
import { keepQualification } from './qualification-table.ts'
import { worthForLimits } from './win-opportunity.ts'

export const qualifyOpportunity = handle(contract, async ({ tx, call }, { opportunityId, ...known }) => {
  const { amount, expectedClose } = await lockOpenOpportunity(tx, opportunityId)
  const { note, ...facts } = known
  await keepQualification(tx, opportunityId, {
    budget: facts.budget,
    need: facts.need,
    decision_maker_known: facts.decisionMakerKnown,
    note,
    qualified_at: call.now,
  })
  const amountUsd = formatMoney(await worthForLimits(tx, amount, call.today))
  return {
    output: { opportunityId, ...facts, amountUsd, daysToClose: daysBetween(call.today, expectedClose) },
    touched: [{ type: 'opportunity', id: opportunityId, after: known }],
  }
})
