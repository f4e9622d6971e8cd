import { answer } from '#kernel/handle.ts'
import { list } from '#kernel/list.ts'
import { sql } from '#kernel/sql.ts'
import { listDeliveries as contract } from './contract.ts'
import { type DeliveryRow, deliveryColumns } from './delivery-table.ts'

export const listDeliveries = answer(contract, async ({ tx }, input) => {
  const equal = (column: string, value: string | undefined) =>
    value === undefined ? sql`true` : sql`${sql.ref(column)} = ${value}`
  return list<DeliveryRow & { id: string }>(
    tx,
    {
      from: sql`
        select id, ${deliveryColumns}
        from exchange.delivery
        where tenant_id = kernel.tenant_id() and ${equal('state', input.state)} and ${equal('kind', input.kind)}
          and ${equal('object_type', input.objectType)} and ${equal('object_id', input.objectId)}`,
      where: [],
      sorts: { createdAt: 'createdAt' },
    },
    input,
  )
})
