import { handle } from '#kernel/handle.ts'
import { engage as contract } from './contract.ts'
import { addPerson } from './create-person.ts'
import { openEngagement } from './open-onboarding.ts'

/** Who works by an agreement is a person of the firm from its first day. */
export const engagePerson = handle(contract, async (ctx, input) => {
  const { agreementNumber, agreementEndsOn, company, costRate, ...facts } = input
  const added = await addPerson(ctx.tx, facts)
  return openEngagement(ctx, added, { agreementNumber, agreementEndsOn, company, costRate })
})
