import type { Json } from '#kernel/contract.ts'
import { answer } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql } from '#kernel/sql.ts'
import { getDelivery as contract } from './contract.ts'
import { type DeliveryRow, deliveryColumns } from './delivery-table.ts'

interface Try {
  number: number
  startedAt: Temporal.Instant
  finishedAt: Temporal.Instant | null
  outcome: 'running' | 'delivered' | 'failed' | 'lost'
  error: string | null
}

export const getDelivery = answer(contract, async ({ tx }, { deliveryId }) => {
  const found = await tx.maybe(sql<DeliveryRow & { payload: Json; causeId: string }>`
    select ${deliveryColumns}, payload, cause_id as "causeId"
    from exchange.delivery
    where tenant_id = kernel.tenant_id() and id = ${deliveryId}`)
  if (!found) throw new Refused('delivery_not_found', { deliveryId })
  const tries = await tx.rows(sql<Try>`
    select number, started_at as "startedAt", finished_at as "finishedAt", outcome, error
    from exchange.attempt
    where tenant_id = kernel.tenant_id() and delivery_id = ${deliveryId}
    order by number`)
  return { ...found, tries }
})
