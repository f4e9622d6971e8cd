import { handle } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql } from '#kernel/sql.ts'
import { retryDelivery as contract } from './contract.ts'
import type { DeliveryRow } from './delivery-table.ts'
import { addJobs } from './enqueue.ts'
import { ATTEMPTS_MAX } from './retry-schedule.ts'

/** A dead delivery gets as many attempts as a new one; its key stays, so a receiver that had it already is not fooled. */
export const retryDelivery = handle(contract, async ({ tx, call }, { deliveryId }) => {
  const found = await tx.maybe(sql<{ state: DeliveryRow['state'] }>`
    select state from exchange.delivery
    where tenant_id = kernel.tenant_id() and id = ${deliveryId}
    for update`)
  if (!found) throw new Refused('delivery_not_found', { deliveryId })
  if (found.state !== 'dead') throw new Refused('delivery_not_dead', { deliveryId, state: found.state })
  await addJobs(
    tx,
    sql`
      update exchange.delivery
      set state = 'waiting', settled_at = null, attempts_max = attempts + ${ATTEMPTS_MAX}, available_at = ${call.now}
      where tenant_id = kernel.tenant_id() and id = ${deliveryId}
      returning tenant_id, id, kind, null::timestamptz as run_at`,
  )
  return {
    output: { deliveryId, state: 'waiting' as const },
    touched: [{ type: 'delivery', id: deliveryId, before: { state: 'dead' }, after: { state: 'waiting' } }],
  }
})
