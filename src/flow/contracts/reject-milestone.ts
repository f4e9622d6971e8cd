import { handle } from '#kernel/handle.ts'
import { rejectMilestone as contract } from './contract.ts'
import { stepMilestone } from './milestone-steps.ts'
import { decisionRefusal } from './terms.ts'

export const rejectMilestone = handle(contract, (ctx, { milestoneId, reason }) =>
  stepMilestone(ctx, {
    milestoneId,
    refusal: (milestone) => decisionRefusal(milestone.contractState, milestone.state),
    next: { state: 'planned', billingStatus: 'not_ready', acceptedOn: null },
    event: 'contracts.milestoneRejected',
    said: { reason },
  }),
)
