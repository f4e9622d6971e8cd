import { handlePrepared } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { signIn as contract } from './contract.ts'
import { checkPassword, forgetFailures } from './password-table.ts'
import { openSession } from './session-table.ts'

export const signIn = handlePrepared(
  contract,
  async (before, { email, password }) => {
    const principalId = await checkPassword(before, { email }, password)
    if (principalId === null) throw new Refused('sign_in_refused')
    return principalId
  },
  async ({ tx, call }, { client }, principalId) => {
    await forgetFailures(tx, principalId)
    const session = await openSession(tx, { tenantId: call.tenantId, principalId, client }, call.now)
    const { id: sessionId, token, expiresAt } = session
    return {
      output: { sessionId, principalId, token, expiresAt },
      touched: [
        { type: 'session', id: sessionId, after: { principalId, client: client ?? null, expiresAt } },
        { type: 'principal', id: principalId, after: { signedIn: sessionId } },
      ],
    }
  },
)
