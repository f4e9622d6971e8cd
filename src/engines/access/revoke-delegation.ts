import { handle } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { revokeDelegation as contract } from './contract.ts'
import { endDelegation } from './delegation-table.ts'

export const revokeDelegation = handle(contract, async ({ tx, call, scope }, { delegationId }) => {
  const ended = await endDelegation(tx, delegationId, scope === 'own' ? call.actorId : null, call.now)
  if (!ended) throw new Refused('delegation_not_found', { delegationId })
  return {
    output: { delegationId },
    touched: [{ type: 'delegation', id: delegationId, before: ended, after: null }],
  }
})
