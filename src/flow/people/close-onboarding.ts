import type { PlainDate } from '#kernel/dates.ts'
import type { Context } from '#kernel/handle.ts'
import { handle } from '#kernel/handle.ts'
import { closeOnboarding as contract } from './contract.ts'
import { endPerson } from './leaving.ts'
import { lockOnboarding, moveOnboarding, type OnboardingRow } from './onboarding-table.ts'
import { activePrincipalOf, personById } from './person-table.ts'

export const closePersonsOnboarding = handle(contract, async (ctx, { onboardingId }) => {
  const before = await lockOnboarding(ctx, onboardingId)
  const principalId = await activePrincipalOf(ctx.tx, before.personId)
  const isOver = before.state === 'cleared'
  const lastDay = isOver ? await lastDayOf(ctx, before) : null
  const events = lastDay === null ? [] : [await endPerson(ctx.tx, before, lastDay)]
  // The end stays with the onboarding: that of the person will be another one when they come back.
  const ended = { state: 'ended' as const, agreement_ends_on: lastDay }
  const { output, touched } = await moveOnboarding(ctx, before, isOver ? ended : {})
  return { output: { ...output, principalId, canSignIn: principalId !== null }, touched, events }
})

/** An agreement that has run out ends the work on its last day, unless an earlier one was told; that one is told again. */
async function lastDayOf(
  { tx }: Context,
  { personId, agreementEndsOn }: OnboardingRow,
): Promise<PlainDate | null> {
  return (await personById(tx, personId)).endedOn ?? agreementEndsOn
}
