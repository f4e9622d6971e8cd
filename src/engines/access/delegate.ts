import { handle } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { delegate as contract } from './contract.ts'
import { insertDelegation } from './delegation-table.ts'
import { ownUnlessAll } from './own.ts'
import { lockActivePrincipal } from './principal-table.ts'

export const delegate = handle(contract, async ({ tx, call, scope, registry }, input) => {
  const fromId = ownUnlessAll(contract, { call, scope }, input.fromId)
  const validFrom = input.validFrom ?? call.today
  if (input.toId === fromId || input.validTo < validFrom)
    throw new Refused('delegation_invalid', { validFrom })
  const unknown = input.commands?.find((name) => !registry.has(name))
  if (unknown) throw new Refused('unknown_command', { command: unknown })
  for (const principalId of [fromId, input.toId].sort()) await lockActivePrincipal(tx, principalId)
  const delegation = await insertDelegation(tx, {
    fromId,
    toId: input.toId,
    commands: input.commands ?? null,
    validFrom,
    validTo: input.validTo,
  })
  return {
    output: { delegationId: delegation.id },
    touched: [{ type: 'delegation', id: delegation.id, after: delegation }],
  }
})
