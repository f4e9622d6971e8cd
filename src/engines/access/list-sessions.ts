import { answer } from '#kernel/handle.ts'
import { tables } from '#kernel/sql.ts'
import { listSessions as contract } from './contract.ts'
import { ownUnlessAll } from './own.ts'
import type { AccessTables } from './schema.ts'
import { SESSION_IDLE_HOURS } from './session-table.ts'

const db = tables<AccessTables>()

export const listSessions = answer(contract, async ({ tx, call, scope }, input) => {
  const principalId = ownUnlessAll(contract, { call, scope }, input.principalId)
  const sessions = await tx.rows(
    db
      .selectFrom('access.session')
      .select(['id', 'client', 'created_at as createdAt', 'seen_at as seenAt', 'expires_at as expiresAt'])
      .where('principal_id', '=', principalId)
      .where('ended_at', 'is', null)
      .where('expires_at', '>', call.now)
      .where('seen_at', '>', call.now.subtract({ hours: SESSION_IDLE_HOURS }))
      .orderBy('id', 'desc'),
  )
  return { items: sessions.map((one) => ({ ...one, current: one.id === call.credentialId })) }
})
