/** Rows of passwords. */
import { sql, type Tx } from '#kernel/sql.ts'

/** Sets or replaces the password of a person; earlier failed attempts are forgotten. */
export async function setPassword(
  tx: Tx,
  principalId: string,
  hash: string,
  now: Temporal.Instant,
): Promise<void> {
  await tx.run(sql`
    insert into access.password (principal_id, hash, changed_at)
    values (${principalId}, ${hash}, ${now})
    on conflict (tenant_id, principal_id) do update
    set hash = excluded.hash, changed_at = excluded.changed_at, failures = 0, locked_until = null`)
}
