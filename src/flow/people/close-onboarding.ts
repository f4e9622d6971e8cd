import { handle } from '#kernel/handle.ts'
import { closeOnboarding as contract } from './contract.ts'
import { endPerson, lockOnboarding, moveOnboarding } from './onboarding-table.ts'
import { activePrincipalOf, personById } from './person-table.ts'

/** An agreement that has run out ends the work on its last day, unless an earlier one was told. */
export const closePersonsOnboarding = handle(contract, async (ctx, { onboardingId }) => {
  const { tx } = ctx
  const before = await lockOnboarding(ctx, onboardingId)
  const { personId, state, agreementEndsOn } = before
  const principalId = await activePrincipalOf(tx, personId)
  const isOver = state === 'cleared'
  if (isOver && agreementEndsOn !== null && (await personById(tx, personId)).endedOn === null)
    await endPerson(tx, personId, agreementEndsOn)
  const { output, touched } = await moveOnboarding(ctx, before, isOver ? { state: 'ended' } : {})
  return { output: { ...output, principalId, canSignIn: principalId !== null }, touched }
})
