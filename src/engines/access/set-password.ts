import { handlePrepared } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { setPassword as contract } from './contract.ts'
import { ownUnlessAll } from './own.ts'
import { checkPassword, hasPassword, writePassword } from './password-table.ts'
import { lockActivePrincipal } from './principal-table.ts'
import { hashPassword } from './secrets.ts'
import { endSessions } from './session-table.ts'

export const setPassword = handlePrepared(
  contract,
  async (before, { currentPassword, newPassword }) => ({
    proved: currentPassword
      ? (await checkPassword(before, { principalId: before.call.actorId }, currentPassword)) !== null
      : false,
    hash: await hashPassword(newPassword),
  }),
  async ({ tx, call, scope }, input, { proved, hash }) => {
    const principalId = ownUnlessAll(contract, { call, scope }, input.principalId)
    const principal = await lockActivePrincipal(tx, principalId)
    if (principal.kind !== 'person') throw new Refused('not_a_person', { principalId })
    // Whoever finds a session open must not be able to take the account over with it.
    if (principalId === call.actorId && !proved && (await hasPassword(tx, principalId)))
      throw new Refused('current_password_wrong')
    await writePassword(tx, principalId, hash, call.now)
    const except = principalId === call.actorId ? call.credentialId : undefined
    const ended = await endSessions(tx, { principalId, except }, call.now)
    return {
      output: { principalId },
      touched: [
        { type: 'principal', id: principalId, after: { passwordChangedAt: call.now } },
        ...ended.map((id) => ({ type: 'session', id, after: { endedAt: call.now } })),
      ],
    }
  },
)
