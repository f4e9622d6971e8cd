import { answer } from '#kernel/handle.ts'
import { sql } from '#kernel/sql.ts'
import { listSessions as contract } from './contract.ts'
import { ownUnlessAll } from './own.ts'
import { SESSION_IDLE_HOURS } from './session-table.ts'

interface Row {
  readonly id: string
  readonly client: string | null
  readonly createdAt: Temporal.Instant
  readonly seenAt: Temporal.Instant
  readonly expiresAt: Temporal.Instant
  readonly current: boolean
}

export const listSessions = answer(contract, async ({ tx, call, scope }, input) => {
  const principalId = ownUnlessAll(contract, { call, scope }, input.principalId)
  const items = await tx.rows(sql<Row>`
    select id, client, created_at as "createdAt", seen_at as "seenAt", expires_at as "expiresAt",
      coalesce(id = ${call.credentialId ?? null}::uuid, false) as current
    from access.session
    where tenant_id = kernel.tenant_id() and principal_id = ${principalId} and ended_at is null
      and expires_at > ${call.now} and seen_at > ${call.now.subtract({ hours: SESSION_IDLE_HOURS })}
    order by id desc`)
  return { items }
})
