import { handle } from '#kernel/handle.ts'
import { proposedEnd } from './agreement.ts'
import { dropExtension as contract } from './contract.ts'
import { lockOnboardingFor, moveOnboarding } from './onboarding-table.ts'

export const dropProposedExtension = handle(contract, async (ctx, { onboardingId, reason }) => {
  const before = await lockOnboardingFor(ctx, onboardingId, 'go')
  proposedEnd(before)
  return moveOnboarding(ctx, before, { proposed_ends_on: null, reason })
})
