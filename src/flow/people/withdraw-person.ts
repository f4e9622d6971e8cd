import { handle } from '#kernel/handle.ts'
import { refuseIf } from '#kernel/refusal.ts'
import { withdraw as contract } from './contract.ts'
import { withdrawRefusal } from './onboarding.ts'
import { lockOnboarding, stateDetail } from './onboarding-table.ts'
import { stopOnboarding } from './stop-onboarding.ts'

export const withdrawPerson = handle(contract, async (ctx, { onboardingId, reason }) => {
  const before = await lockOnboarding(ctx, onboardingId)
  refuseIf(withdrawRefusal(before, ctx.call.today), stateDetail(before, 'stop'))
  return stopOnboarding(ctx, before, 'withdrawn', reason)
})
