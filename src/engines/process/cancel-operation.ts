import { handle } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql } from '#kernel/sql.ts'
import { cancelOperation as contract } from './contract.ts'
import { findOperation } from './store/operation-table.ts'

export const cancelManyOperation = handle(contract, async ({ tx, call }, { operationId, reason }) => {
  const stopped = await tx.run(sql`
    update process.operation
    set status = 'cancelled', ended_at = ${call.now}
    where tenant_id = kernel.tenant_id() and id = ${operationId} and status = 'running'`)
  const { status, done, refused } = await findOperation(tx, operationId)
  if (stopped === 0) throw new Refused('operation_ended', { operationId, status })
  return {
    output: { operationId, status },
    touched: [
      {
        type: 'operation',
        id: operationId,
        before: { status: 'running' },
        after: { status, reason, done, refused },
      },
    ],
  }
})
