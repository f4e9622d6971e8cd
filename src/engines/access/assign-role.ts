import { handle } from '#kernel/handle.ts'
import { assignRole as contract } from './contract.ts'
import { lockActivePrincipal } from './principal-table.ts'
import { assign } from './role-table.ts'

export const assignRole = handle(contract, async (ctx, { principalId, role, scope, validFrom, validTo }) => {
  await lockActivePrincipal(ctx.tx, principalId)
  const assignment = await assign(ctx, {
    principalId,
    role,
    scope,
    validFrom: validFrom ?? ctx.call.today,
    validTo,
  })
  return {
    output: { assignmentId: assignment.id },
    touched: [{ type: 'principal', id: principalId, after: { assigned: assignment } }],
  }
})
