import { handle } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { settledEnd } from './agreement.ts'
import { endAgreement as contract } from './contract.ts'
import { endPerson } from './leaving.ts'
import { lockOnboardingFor, moveOnboarding } from './onboarding-table.ts'

/** The morning after the last day the process finds that it is over, and the sign-in ends. */
export const endPersonsAgreement = handle(contract, async (ctx, { onboardingId, endsOn, reason }) => {
  const before = await lockOnboardingFor(ctx, onboardingId, 'go')
  const { personName, personId, startedOn } = before
  if (endsOn > settledEnd(before) || endsOn < startedOn)
    throw new Refused('agreement_end_wrong', { person: personName, endsOn, from: startedOn })
  const left = await endPerson(ctx.tx, { personId, personName, reason }, endsOn)
  const moved = await moveOnboarding(ctx, before, { agreement_ends_on: endsOn, reason })
  return { ...moved, output: { ...moved.output, agreementEndsOn: endsOn }, events: [left] }
})
