import { handle } from '#kernel/handle.ts'
import { engage as contract } from './contract.ts'
import { writeCostRate } from './cost-rate-table.ts'
import { addPerson } from './create-person.ts'
import { rateForLimits } from './onboarding-table.ts'
import { openOnboarding, takenOn } from './open-onboarding.ts'

/** What an hour costs is part of the agreement, so it is known from the first day. */
export const engagePerson = handle(contract, async (ctx, input) => {
  const { agreementNumber, agreementEndsOn, company, costRate, ...facts } = input
  const added = await addPerson(ctx.tx, facts)
  const agreement = {
    kind: 'contractor' as const,
    ...{ agreementNumber, agreementEndsOn, company, probationEndsOn: null },
  }
  const onboardingId = await openOnboarding(ctx, added.person, agreement)
  await writeCostRate(ctx.tx, added.person, added.person.startedOn, costRate)
  const costRateUsd = await rateForLimits(ctx.tx, costRate, ctx.call.today)
  return takenOn(ctx, added, onboardingId, agreement, costRateUsd)
})
