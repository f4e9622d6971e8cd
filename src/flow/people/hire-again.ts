import { handle } from '#kernel/handle.ts'
import { hireAgain as contract } from './contract.ts'
import { openOnboarding, takenOn } from './open-onboarding.ts'
import { beginAgain } from './return.ts'

export const hirePersonAgain = handle(contract, async (ctx, input) => {
  const { agreementNumber, agreementEndsOn = null, probationEndsOn = null, ...told } = input
  const back = await beginAgain(ctx.tx, told)
  const agreement = {
    kind: 'employee' as const,
    ...{ agreementNumber, agreementEndsOn, probationEndsOn, company: '' },
  }
  return takenOn(ctx, back, await openOnboarding(ctx, back.person, agreement), agreement, null)
})
