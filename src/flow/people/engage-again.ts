import { handle } from '#kernel/handle.ts'
import { engageAgain as contract } from './contract.ts'
import { writeCostRate } from './cost-rate-table.ts'
import { rateForLimits } from './onboarding-table.ts'
import { openOnboarding, takenOn } from './open-onboarding.ts'
import { beginAgain } from './return.ts'

/** A new agreement is approved by its own cost and length, whatever the one before was. */
export const engagePersonAgain = handle(contract, async (ctx, input) => {
  const { agreementNumber, agreementEndsOn, company, costRate, ...told } = input
  const back = await beginAgain(ctx.tx, told)
  const agreement = {
    kind: 'contractor' as const,
    ...{ agreementNumber, agreementEndsOn, company, probationEndsOn: null },
  }
  const onboardingId = await openOnboarding(ctx, back.person, agreement)
  await writeCostRate(ctx.tx, back.person, back.person.startedOn, costRate)
  const costRateUsd = await rateForLimits(ctx.tx, costRate, ctx.call.today)
  return takenOn(ctx, back, onboardingId, agreement, costRateUsd)
})
