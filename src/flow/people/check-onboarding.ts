import { handle } from '#kernel/handle.ts'
import { checkOnboarding as contract } from './contract.ts'
import { missingOf } from './onboarding.ts'
import { lockOnboarding } from './onboarding-table.ts'
import { activePrincipalOf } from './person-table.ts'

/** What is missing is journaled, so that it can be shown later what was known when somebody was cleared. */
export const checkOnboardingOfPerson = handle(contract, async ({ tx, ...ctx }, { onboardingId }) => {
  const found = await lockOnboarding({ ...ctx, tx }, onboardingId)
  const { personId, state, revision } = found
  const missing = missingOf(found)
  const canSignIn = (await activePrincipalOf(tx, personId)) !== null
  return {
    output: { onboardingId, personId, state, revision, missing, canSignIn },
    touched: [
      { type: 'onboarding', id: onboardingId, after: { missing } },
      { type: 'person', id: personId },
    ],
  }
})
