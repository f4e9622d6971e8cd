/** Who is it that comes with this token? */
import type pg from 'pg'
import { inTransaction } from '#kernel/run.ts'
import { sql } from '#kernel/sql.ts'
import { hashToken, readToken } from './secrets.ts'
import { SESSION_IDLE_HOURS } from './session-table.ts'

export interface Authenticated {
  readonly tenantId: string
  readonly principalId: string
  /** The session or the API key. */
  readonly credentialId: string
  readonly kind: 'session' | 'key'
}

/** Last use is written down at most once in this many seconds, so that reading does not become writing. */
const SEEN_EVERY_SECONDS = 60

/**
 * Finds the principal behind a session token or an API key, or null when it is unknown, expired, ended or revoked.
 * One indexed statement in the tenant the token names. Whether the principal is still active is asked again by every
 * permission check.
 */
export async function authenticate(
  pool: pg.Pool,
  token: string,
  now: Temporal.Instant,
): Promise<Authenticated | null> {
  const read = readToken(token)
  if (!read) return null
  const hash = hashToken(token)
  const seenBefore = now.subtract({ seconds: SEEN_EVERY_SECONDS })
  const statement =
    read.kind === 'session'
      ? sql<{ id: string; principalId: string }>`
          with seen as (
            update access.session
            set seen_at = ${now}
            where tenant_id = kernel.tenant_id() and token_hash = ${hash} and seen_at < ${seenBefore}
              and ended_at is null and seen_at > ${now.subtract({ hours: SESSION_IDLE_HOURS })})
          select id, principal_id as "principalId"
          from access.session
          where tenant_id = kernel.tenant_id() and token_hash = ${hash} and ended_at is null
            and expires_at > ${now} and seen_at > ${now.subtract({ hours: SESSION_IDLE_HOURS })}`
      : sql<{ id: string; principalId: string }>`
          with used as (
            update access.api_key
            set used_at = ${now}
            where tenant_id = kernel.tenant_id() and key_hash = ${hash} and revoked_at is null
              and (used_at is null or used_at < ${seenBefore}))
          select id, principal_id as "principalId"
          from access.api_key
          where tenant_id = kernel.tenant_id() and key_hash = ${hash} and revoked_at is null and expires_at > ${now}`
  return inTransaction(pool, 'begin', async (tx) => {
    const [, found] = await Promise.all([tx.openTenant(read.tenantId), tx.maybe(statement)])
    if (!found) return null
    return {
      tenantId: read.tenantId,
      principalId: found.principalId,
      credentialId: found.id,
      kind: read.kind,
    }
  })
}

/** The tenant a person signs in to, by its short name; without a name, the only one there is. */
export async function findTenant(pool: pg.Pool, slug?: string): Promise<string | null> {
  const { rows } = await pool.query<{ id: string }>({
    name: slug === undefined ? 'access-tenants' : 'access-tenant',
    text:
      slug === undefined
        ? 'select id from access.tenant order by id limit 2'
        : 'select id from access.tenant where slug = $1',
    values: slug === undefined ? [] : [slug],
  })
  return rows.length === 1 ? (rows[0]?.id ?? null) : null
}
