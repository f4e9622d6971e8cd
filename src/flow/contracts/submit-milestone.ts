import { handle } from '#kernel/handle.ts'
import { submitMilestone as contract } from './contract.ts'
import { stepMilestone } from './milestone-steps.ts'
import { submitRefusal } from './terms.ts'

export const submitMilestone = handle(contract, (ctx, { milestoneId, evidence }) =>
  stepMilestone(ctx, {
    milestoneId,
    refusal: (milestone) => submitRefusal(milestone.contractState, milestone.state),
    next: { state: 'submitted', billingStatus: 'not_ready', acceptedOn: null, evidence },
    event: 'contracts.milestoneSubmitted',
  }),
)
