/** Rows of sessions. */
import { newId } from '#kernel/id.ts'
import { type Tx, tables } from '#kernel/sql.ts'
import type { AccessTables } from './schema.ts'
import { newToken } from './secrets.ts'

const db = tables<AccessTables>()

/** A session nobody used for this long is over. */
export const SESSION_IDLE_HOURS = 12
/** However busy, a session is over after this long. */
const SESSION_HOURS_MAX = 24 * 7

export interface OpenedSession {
  readonly id: string
  readonly token: string
  readonly expiresAt: Temporal.Instant
}

export async function openSession(
  tx: Tx,
  who: { readonly tenantId: string; readonly principalId: string; readonly client?: string | undefined },
  now: Temporal.Instant,
): Promise<OpenedSession> {
  const id = newId()
  const { token, hash } = newToken('session', who.tenantId)
  const expiresAt = now.add({ hours: SESSION_HOURS_MAX })
  await tx.run(
    db.insertInto('access.session').values({
      id,
      principal_id: who.principalId,
      token_hash: hash,
      client: who.client ?? null,
      created_at: now,
      seen_at: now,
      expires_at: expiresAt,
    }),
  )
  return { id, token, expiresAt }
}

/** Ends the sessions of a principal, all or the one named, and gives their ids. */
export async function endSessions(
  tx: Tx,
  which: { readonly principalId?: string; readonly sessionId?: string; readonly except?: string | undefined },
  now: Temporal.Instant,
): Promise<string[]> {
  const { principalId, sessionId, except } = which
  let ended = db
    .updateTable('access.session')
    .set({ ended_at: now })
    .where('ended_at', 'is', null)
    .returning('id')
  if (principalId) ended = ended.where('principal_id', '=', principalId)
  if (sessionId) ended = ended.where('id', '=', sessionId)
  if (except) ended = ended.where('id', '<>', except)
  const rows = await tx.rows(ended)
  return rows.map(({ id }) => id)
}
