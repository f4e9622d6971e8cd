import { answer } from '#kernel/handle.ts'
import { list } from '#kernel/list.ts'
import { sql } from '#kernel/sql.ts'
import { listItems as contract } from './contract.ts'
import { findOperation } from './store/operation-table.ts'

type Row = Readonly<{
  id: string
  instanceId: string
  state: 'open' | 'done' | 'refused'
  code: string | null
  message: string | null
  workedAt: Temporal.Instant | null
}>

export const itemsOfOperation = answer(contract, async ({ tx }, { operationId, state, ...page }) => {
  await findOperation(tx, operationId)
  return list<Row>(
    tx,
    {
      from: sql`
        select id, instance_id as "instanceId", state, code, message, worked_at as "workedAt"
        from process.operation_item
        where tenant_id = kernel.tenant_id() and operation_id = ${operationId}`,
      where: [state === undefined ? undefined : sql`q.state = ${state}`],
      sorts: { instanceId: 'instanceId' },
    },
    page,
  )
})
