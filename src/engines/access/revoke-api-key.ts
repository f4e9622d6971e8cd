import { handle } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { tables } from '#kernel/sql.ts'
import { revokeApiKey as contract } from './contract.ts'
import type { AccessTables } from './schema.ts'

const db = tables<AccessTables>()

export const revokeApiKey = handle(contract, async ({ tx, call, scope }, { keyId }) => {
  const ofAnybody = db
    .updateTable('access.api_key')
    .set({ revoked_at: call.now })
    .where('id', '=', keyId)
    .where('revoked_at', 'is', null)
  const revoked = await tx.run(
    scope === 'own' ? ofAnybody.where('principal_id', '=', call.actorId) : ofAnybody,
  )
  if (revoked === 0) throw new Refused('api_key_not_found', { keyId })
  return { output: { keyId }, touched: [{ type: 'api_key', id: keyId, after: { revokedAt: call.now } }] }
})
