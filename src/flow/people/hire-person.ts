import { handle } from '#kernel/handle.ts'
import { hire as contract } from './contract.ts'
import { addPerson } from './create-person.ts'
import { openOnboarding, takenOn } from './open-onboarding.ts'

export const hirePerson = handle(contract, async (ctx, input) => {
  const { agreementNumber, agreementEndsOn = null, probationEndsOn = null, ...facts } = input
  const added = await addPerson(ctx.tx, facts)
  const agreement = {
    kind: 'employee' as const,
    ...{ agreementNumber, agreementEndsOn, probationEndsOn, company: '' },
  }
  return takenOn(ctx, added, await openOnboarding(ctx, added.person, agreement), agreement, null)
})
