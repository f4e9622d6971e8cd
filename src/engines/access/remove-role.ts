import { handle } from '#kernel/handle.ts'
import { removeRole as contract } from './contract.ts'
import { deleteAssignment } from './role-table.ts'

export const removeRole = handle(contract, async ({ tx }, { assignmentId }) => {
  const removed = await deleteAssignment(tx, assignmentId)
  const { principalId } = removed
  return {
    output: { assignmentId, principalId },
    touched: [{ type: 'principal', id: principalId, before: { assigned: removed }, after: null }],
  }
})
