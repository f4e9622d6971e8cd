import { handle } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { signOut as contract } from './contract.ts'
import { endSessions } from './session-table.ts'

export const signOut = handle(contract, async ({ tx, call, scope }, input) => {
  const sessionId = input.sessionId ?? call.credentialId
  const ended = sessionId
    ? await endSessions(
        tx,
        { sessionId, ...(scope === 'own' ? { principalId: call.actorId } : {}) },
        call.now,
      )
    : []
  if (!sessionId || ended.length === 0) throw new Refused('session_not_found', { sessionId })
  return {
    output: { sessionId },
    touched: [{ type: 'session', id: sessionId, after: { endedAt: call.now } }],
  }
})
