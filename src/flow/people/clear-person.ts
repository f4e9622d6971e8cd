import { handle } from '#kernel/handle.ts'
import { refuseIf } from '#kernel/refusal.ts'
import { clear as contract } from './contract.ts'
import { clearRefusal, missingOf } from './onboarding.ts'
import { lockOnboardingFor, moveOnboarding } from './onboarding-table.ts'

export const clearPerson = handle(contract, async (ctx, { onboardingId }) => {
  const before = await lockOnboardingFor(ctx, onboardingId, 'clear')
  const { personId, personName: person } = before
  refuseIf(clearRefusal(before), { person, checks: missingOf(before) })
  const moved = await moveOnboarding(ctx, before, { state: 'cleared', cleared_at: ctx.call.now })
  return {
    ...moved,
    events: [{ type: 'people.cleared', key: onboardingId, payload: { onboardingId, personId } }],
  }
})
