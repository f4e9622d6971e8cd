import type { BusinessEvent, Context } from '#kernel/handle.ts'
import { handle } from '#kernel/handle.ts'
import { closeOnboarding as contract } from './contract.ts'
import { endPerson, lastDaySet } from './leaving.ts'
import { lockOnboarding, moveOnboarding, type OnboardingRow } from './onboarding-table.ts'
import { activePrincipalOf, personById } from './person-table.ts'

export const closePersonsOnboarding = handle(contract, async (ctx, { onboardingId }) => {
  const before = await lockOnboarding(ctx, onboardingId)
  const principalId = await activePrincipalOf(ctx.tx, before.personId)
  const isOver = before.state === 'cleared'
  const events = isOver ? await leave(ctx, before) : []
  const { output, touched } = await moveOnboarding(ctx, before, isOver ? { state: 'ended' } : {})
  return { output: { ...output, principalId, canSignIn: principalId !== null }, touched, events }
})

/** An agreement that has run out ends the work on its last day, unless an earlier one was told; that one is told again. */
async function leave({ tx }: Context, before: OnboardingRow): Promise<BusinessEvent[]> {
  const { personId, agreementEndsOn } = before
  const { endedOn } = await personById(tx, personId)
  if (endedOn !== null) return [lastDaySet(before, endedOn)]
  return agreementEndsOn === null ? [] : [await endPerson(tx, before, agreementEndsOn)]
}
