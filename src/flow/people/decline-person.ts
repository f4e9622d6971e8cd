import { handle } from '#kernel/handle.ts'
import { decline as contract } from './contract.ts'
import { lockOnboardingFor } from './onboarding-table.ts'
import { stopOnboarding } from './stop-onboarding.ts'

export const declinePerson = handle(contract, async (ctx, { onboardingId, reason }) =>
  stopOnboarding(ctx, await lockOnboardingFor(ctx, onboardingId, 'stop'), 'declined', reason),
)
