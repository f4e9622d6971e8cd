import { addDays } from '#kernel/dates.ts'
import { handle } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { reviewProbation as contract } from './contract.ts'
import { endPerson } from './leaving.ts'
import { lockOnboardingFor, moveOnboarding } from './onboarding-table.ts'

/** A probation that is passed has no end any more; one that goes on, a later one; an employment that ends, a last day. */
export const reviewPersonsProbation = handle(contract, async (ctx, input) => {
  const { onboardingId, outcome, endsOn = null, reason } = input
  const before = await lockOnboardingFor(ctx, onboardingId, 'go')
  const { personName: person, personId, startedOn, probationEndsOn } = before
  if (probationEndsOn === null) throw new Refused('probation_not_agreed', { person })
  const from = outcome === 'extended' ? addDays(probationEndsOn, 1) : startedOn
  if (endsOn !== null && endsOn < from) throw new Refused('agreement_end_wrong', { person, endsOn, from })
  const left =
    outcome === 'ended' && endsOn !== null
      ? [await endPerson(ctx.tx, { personId, personName: person, reason }, endsOn)]
      : []
  const moved = await moveOnboarding(ctx, before, {
    probation_ends_on: outcome === 'extended' ? endsOn : null,
    ...(outcome === 'ended' ? { agreement_ends_on: endsOn } : {}),
    reason,
  })
  return {
    ...moved,
    output: {
      ...moved.output,
      outcome,
      probationEndsOn: outcome === 'extended' ? endsOn : null,
      agreementEndsOn: outcome === 'ended' ? endsOn : before.agreementEndsOn,
    },
    events: left,
  }
})
