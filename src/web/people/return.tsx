/** Takes somebody who has left on again, by a new agreement. */
import { engageAgain, type get, hireAgain } from '#flow/people/contract.ts'
import { CommandButton } from '../language/command-button.tsx'
import type { WireOutput } from '../wire/client.ts'
import { personFields } from './person-fields.tsx'

type Person = Pick<WireOutput<typeof get>, 'id' | 'roleCode' | 'practiceId' | 'managerId' | 'weeklyMinutes'>

const when = ['startedOn', 'agreementNumber'] as const
const who = ['roleCode', 'practiceId', 'managerId', 'weeklyMinutes'] as const
const employed = [...when, 'probationEndsOn', 'agreementEndsOn', ...who]
const contracted = ['company', ...when, 'agreementEndsOn', 'costRate', ...who]

export function TakeOnAgain({ person }: { person: Person }) {
  const { id: personId, roleCode, practiceId, managerId, weeklyMinutes } = person
  const known = {
    fill: { personId },
    initial: {
      roleCode,
      weeklyMinutes,
      ...(practiceId === null ? {} : { practiceId }),
      ...(managerId === null ? {} : { managerId }),
    },
    overrides: personFields,
  }
  return (
    <>
      <CommandButton contract={engageAgain} fields={contracted} {...known} />
      <CommandButton contract={hireAgain} fields={employed} {...known} />
    </>
  )
}
