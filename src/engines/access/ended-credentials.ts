/** Which of these sessions and API keys are over? For who keeps a connection open longer than a request. */
import { sql, type Tx } from '#kernel/sql.ts'
import type { Authenticated } from './authenticate.ts'
import { SESSION_IDLE_HOURS } from './session-table.ts'

/** The credentials among these that nobody may use any more. Asking is not using: an idle session stays idle. */
export async function endedCredentials(
  tx: Tx,
  among: readonly Authenticated[],
  now: Temporal.Instant,
): Promise<ReadonlySet<string>> {
  const ids = [...new Set(among.map(({ credentialId }) => credentialId))]
  const good = await tx.rows(sql<{ id: string }>`
    select s.id
    from access.session as s
    join access.principal as p on p.tenant_id = s.tenant_id and p.id = s.principal_id and p.active
    where s.tenant_id = kernel.tenant_id() and s.id = any(${ids}::uuid[]) and s.ended_at is null
      and s.expires_at > ${now} and s.seen_at > ${now.subtract({ hours: SESSION_IDLE_HOURS })}
    union all
    select k.id
    from access.api_key as k
    join access.principal as p on p.tenant_id = k.tenant_id and p.id = k.principal_id and p.active
    where k.tenant_id = kernel.tenant_id() and k.id = any(${ids}::uuid[]) and k.revoked_at is null
      and k.expires_at > ${now}`)
  const usable = new Set(good.map(({ id }) => id))
  return new Set(ids.filter((id) => !usable.has(id)))
}
