import { handle } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { assignRole as contract } from './contract.ts'
import { lockActivePrincipal } from './principal-table.ts'
import { assign } from './role-table.ts'

export const assignRole = handle(contract, async (ctx, { principalId, role, scope, validFrom, validTo }) => {
  const { actorId, onBehalfOf } = ctx.call
  if (principalId === actorId || principalId === onBehalfOf) throw new Refused('own_role')
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
