import { addDays } from '#kernel/dates.ts'
import { handle } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { settledEnd } from './agreement.ts'
import { proposeExtension as contract } from './contract.ts'
import { costRatesOn } from './cost-rate-table.ts'
import { agreementMonths } from './onboarding.ts'
import { lockOnboardingFor, moveOnboarding, rateForLimits } from './onboarding-table.ts'

/** Nothing goes on by this alone: the process asks whoever must agree, by what an hour costs and how long it becomes. */
export const proposeAgreementExtension = handle(contract, async (ctx, input) => {
  const { onboardingId, agreementEndsOn, reason } = input
  const { tx, call } = ctx
  const before = await lockOnboardingFor(ctx, onboardingId, 'go')
  const { personId, personName, kind, startedOn } = before
  const from = addDays(settledEnd(before), 1)
  if (agreementEndsOn < from)
    throw new Refused('agreement_end_wrong', { person: personName, endsOn: agreementEndsOn, from })
  const [rate] = await costRatesOn(tx, [{ personId, day: call.today }])
  const costRateUsd = rate ? await rateForLimits(tx, rate, call.today) : null
  const months = agreementMonths(startedOn, agreementEndsOn)
  const moved = await moveOnboarding(ctx, before, { proposed_ends_on: agreementEndsOn, reason })
  return {
    ...moved,
    output: { ...moved.output, agreementEndsOn, months, costRateUsd },
    events: [
      {
        type: 'people.extensionProposed',
        key: onboardingId,
        payload: {
          ...{ onboardingId, personId, personName, kind, months, costRateUsd, reason },
          endsOn: before.agreementEndsOn,
          proposedBy: call.onBehalfOf ?? call.actorId,
        },
      },
    ],
  }
})
