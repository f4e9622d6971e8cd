import { handle } from '#kernel/handle.ts'
import { proposedEnd } from './agreement.ts'
import { extendAgreement as contract } from './contract.ts'
import { lockOnboardingFor, moveOnboarding } from './onboarding-table.ts'

export const extendPersonsAgreement = handle(contract, async (ctx, { onboardingId }) => {
  const before = await lockOnboardingFor(ctx, onboardingId, 'go')
  const agreementEndsOn = proposedEnd(before)
  const change = { agreement_ends_on: agreementEndsOn, proposed_ends_on: null, reason: '' }
  const moved = await moveOnboarding(ctx, before, change)
  return { ...moved, output: { ...moved.output, agreementEndsOn } }
})
