import { answer } from '#kernel/handle.ts'
import { tables } from '#kernel/sql.ts'
import { listApiKeys as contract } from './contract.ts'
import { ownUnlessAll } from './own.ts'
import type { AccessTables } from './schema.ts'

const db = tables<AccessTables>()

export const listApiKeys = answer(contract, async ({ tx, call, scope }, input) => {
  const principalId = ownUnlessAll(contract, { call, scope }, input.principalId)
  const items = await tx.rows(
    db
      .selectFrom('access.api_key')
      .select(['id', 'name', 'prefix', 'created_at as createdAt', 'expires_at as expiresAt'])
      .select(['used_at as usedAt', 'revoked_at as revokedAt'])
      .where('principal_id', '=', principalId)
      .orderBy('id', 'desc'),
  )
  return { items }
})
