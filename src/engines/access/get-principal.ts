import { answer } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { attributesOf } from './attribute-table.ts'
import { get as contract } from './contract.ts'
import { delegationsOf } from './delegation-table.ts'
import { findPrincipal } from './principal-table.ts'
import { assignmentsFrom } from './role-table.ts'

export const getPrincipal = answer(contract, async ({ tx, call, scope }, { principalId }) => {
  const isSeen = scope === 'all' || principalId === call.actorId
  const [principal, assignments, delegations, attributes] = await Promise.all([
    isSeen ? findPrincipal(tx, principalId) : undefined,
    assignmentsFrom(tx, principalId, call.today),
    delegationsOf(tx, principalId, call.today),
    attributesOf(tx, principalId),
  ])
  if (!principal) throw new Refused('principal_not_found', { principalId })
  const { kind, name, email, locale, active, revision } = principal
  const roles = assignments.map(({ id: assignmentId, role, scope: reach, validFrom, validTo }) => ({
    ...{ assignmentId, role, scope: reach, validFrom, validTo },
  }))
  return {
    ...{ principalId, kind, name, email, locale, active, roles, attributes, revision },
    delegations: delegations.map(({ id: delegationId, ...rest }) => ({ delegationId, ...rest })),
  }
})
