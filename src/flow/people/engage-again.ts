import { handle } from '#kernel/handle.ts'
import { engageAgain as contract } from './contract.ts'
import { openEngagement } from './open-onboarding.ts'
import { beginAgain } from './return.ts'

/** A new agreement is approved by its own cost and length, whatever the one before was. */
export const engagePersonAgain = handle(contract, async (ctx, input) => {
  const { agreementNumber, agreementEndsOn, company, costRate, ...told } = input
  const back = await beginAgain(ctx.tx, told)
  return openEngagement(ctx, back, { agreementNumber, agreementEndsOn, company, costRate })
})
