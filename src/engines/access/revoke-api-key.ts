import { handle } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql } from '#kernel/sql.ts'
import { revokeApiKey as contract } from './contract.ts'

export const revokeApiKey = handle(contract, async ({ tx, call, scope }, { keyId }) => {
  const revoked = await tx.run(sql`
    update access.api_key
    set revoked_at = ${call.now}
    where tenant_id = kernel.tenant_id() and id = ${keyId} and revoked_at is null
      and ${scope === 'own' ? sql`principal_id = ${call.actorId}` : sql`true`}`)
  if (revoked === 0) throw new Refused('api_key_not_found', { keyId })
  return { output: { keyId }, touched: [{ type: 'api_key', id: keyId, after: { revokedAt: call.now } }] }
})
