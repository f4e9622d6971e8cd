/** Rows of sessions. */
import { newId } from '#kernel/id.ts'
import { sql, type Tx } from '#kernel/sql.ts'
import { newToken } from './secrets.ts'

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
  await tx.run(sql`
    insert into access.session (id, principal_id, token_hash, client, created_at, seen_at, expires_at)
    values (${id}, ${who.principalId}, ${hash}, ${who.client ?? null}, ${now}, ${now}, ${expiresAt})`)
  return { id, token, expiresAt }
}

/** Ends the sessions of a principal, all or the one named, and gives their ids. */
export async function endSessions(
  tx: Tx,
  which: { readonly principalId?: string; readonly sessionId?: string; readonly except?: string | undefined },
  now: Temporal.Instant,
): Promise<string[]> {
  const rows = await tx.rows(sql<{ id: string }>`
    update access.session
    set ended_at = ${now}
    where tenant_id = kernel.tenant_id() and ended_at is null
      and ${which.principalId ? sql`principal_id = ${which.principalId}` : sql`true`}
      and ${which.sessionId ? sql`id = ${which.sessionId}` : sql`true`}
      and ${which.except ? sql`id <> ${which.except}` : sql`true`}
    returning id`)
  return rows.map(({ id }) => id)
}
