import { handle } from '#kernel/handle.ts'
import { newId } from '#kernel/id.ts'
import { createService as contract } from './contract.ts'
import { insertPrincipal } from './principal-table.ts'
import { assign } from './role-table.ts'

export const createService = handle(contract, async (ctx, { name, roles }) => {
  const { tx, call } = ctx
  const service = await insertPrincipal(tx, { id: newId(), kind: 'service', name, createdAt: call.now })
  for (const role of new Set(roles)) {
    await assign(ctx, { principalId: service.id, role, validFrom: call.today })
  }
  return {
    output: { principalId: service.id, revision: service.revision },
    touched: [{ type: 'principal', id: service.id, after: { ...service, roles } }],
  }
})
