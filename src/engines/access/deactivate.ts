import { handle } from '#kernel/handle.ts'
import { sql } from '#kernel/sql.ts'
import { deactivate as contract } from './contract.ts'
import { lockActivePrincipal } from './principal-table.ts'

export const deactivate = handle(contract, async ({ tx, call, checkRevision }, { principalId }) => {
  const before = await lockActivePrincipal(tx, principalId)
  checkRevision(before.revision)
  const { revision } = await tx.one(sql<{ revision: number }>`
    with sessions as (
      update access.session
      set ended_at = ${call.now}
      where tenant_id = kernel.tenant_id() and principal_id = ${principalId} and ended_at is null),
    keys as (
      update access.api_key
      set revoked_at = ${call.now}
      where tenant_id = kernel.tenant_id() and principal_id = ${principalId} and revoked_at is null),
    delegations as (
      update access.delegation
      set revoked_at = ${call.now}
      where tenant_id = kernel.tenant_id() and ${principalId} in (from_id, to_id) and revoked_at is null)
    update access.principal
    set active = false, revision = revision + 1
    where tenant_id = kernel.tenant_id() and id = ${principalId}
    returning revision`)
  return {
    output: { principalId, revision },
    touched: [{ type: 'principal', id: principalId, before, after: { ...before, active: false, revision } }],
  }
})
