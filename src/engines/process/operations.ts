/** Working off operations on many instances: what the server calls again and again, on every node. */
import { processPrincipal, tenants } from '#engines/access'
import type { House } from '#kernel/house.ts'
import { inTransaction, run } from '#kernel/run.ts'
import { runningOperations } from './store/operation-table.ts'

/** However many operations a tenant has, so many items of each are worked on in a round. */
const SLICE_MIN = 5

/**
 * Works off one slice of every running operation in all tenants; the operations of one tenant share its `limit`. Gives how
 * many items were worked on.
 */
export async function workOperations(house: House, now: Temporal.Instant, limit = 50): Promise<number> {
  const firms = await inTransaction(house.pool, 'begin read only', tenants)
  let count = 0
  for (const { id: tenantId } of firms) {
    const found = await inTransaction(house.pool, 'begin', async (tx) => {
      await tx.openTenant(tenantId)
      const ids = await runningOperations(tx)
      return ids.length > 0 ? { ids, actorId: await processPrincipal(tx) } : null
    })
    const slice = Math.max(Math.min(SLICE_MIN, limit), Math.floor(limit / (found?.ids.length ?? 1)))
    for (const operationId of found?.ids ?? []) {
      const call = { tenantId, actorId: found?.actorId ?? '', now, today: now.toString().slice(0, 10) }
      count += await workOne(house, operationId, slice, call)
    }
  }
  return count
}

/** One slice; an operation that cannot be worked on now does not hold up the others. */
async function workOne(
  house: House,
  operationId: string,
  limit: number,
  call: Parameters<typeof run>[3],
): Promise<number> {
  try {
    const { output } = await run(house, 'operations.work', { operationId, limit }, call)
    return (output as { worked: number }).worked
  } catch (err) {
    house.log.error(
      { err, tenantId: call.tenantId, operationId },
      'a slice of an operation could not be worked off',
    )
    return 0
  }
}
