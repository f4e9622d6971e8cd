import { handle } from '#kernel/handle.ts'
import { signOutEverywhere as contract } from './contract.ts'
import { ownUnlessAll } from './own.ts'
import { endSessions } from './session-table.ts'

export const signOutEverywhere = handle(contract, async ({ tx, call, scope }, input) => {
  const principalId = ownUnlessAll(contract, { call, scope }, input.principalId)
  const ended = await endSessions(tx, { principalId }, call.now)
  return {
    output: { ended: ended.length },
    touched: ended.map((id) => ({ type: 'session', id, after: { endedAt: call.now } })),
  }
})
