import { answer } from '#kernel/handle.ts'
import { sql } from '#kernel/sql.ts'
import { listApiKeys as contract } from './contract.ts'
import { ownUnlessAll } from './own.ts'

interface Row {
  readonly id: string
  readonly name: string
  readonly prefix: string
  readonly createdAt: Temporal.Instant
  readonly expiresAt: Temporal.Instant
  readonly usedAt: Temporal.Instant | null
  readonly revokedAt: Temporal.Instant | null
}

export const listApiKeys = answer(contract, async ({ tx, call, scope }, input) => {
  const principalId = ownUnlessAll(contract, { call, scope }, input.principalId)
  const items = await tx.rows(sql<Row>`
    select id, name, prefix, created_at as "createdAt", expires_at as "expiresAt", used_at as "usedAt",
      revoked_at as "revokedAt"
    from access.api_key
    where tenant_id = kernel.tenant_id() and principal_id = ${principalId}
    order by id desc`)
  return { items }
})
