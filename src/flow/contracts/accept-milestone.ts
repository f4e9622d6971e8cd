import { handle } from '#kernel/handle.ts'
import { acceptMilestone as contract } from './contract.ts'
import { stepMilestone } from './milestone-steps.ts'
import { decisionRefusal } from './terms.ts'

export const acceptMilestone = handle(contract, (ctx, { milestoneId, acceptedOn }) =>
  stepMilestone(ctx, {
    milestoneId,
    refusal: (milestone) => decisionRefusal(milestone.contractState, milestone.state),
    next: { state: 'accepted', billingStatus: 'ready', acceptedOn },
    event: 'contracts.milestoneAccepted',
  }),
)
