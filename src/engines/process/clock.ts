/**
 * The clock of the processes: what the server calls again and again, on every node. Each round takes what is due
 * in every tenant, a batch at a time, as a command of the processes' own principal, so that it is journaled.
 */
import { processPrincipal, tenants } from '#engines/access'
import type { Call } from '#kernel/handle.ts'
import type { House } from '#kernel/house.ts'
import { inTransaction, run } from '#kernel/run.ts'
import { dueRoots, hasDueTimers } from './store/timer-table.ts'

/** Fires the timers that are due in all tenants, up to `limit` in each. Gives how many fired or started something. */
export async function fireDueTimers(house: House, now: Temporal.Instant, limit = 100): Promise<number> {
  const firms = await inTransaction(house.pool, 'begin read only', tenants)
  let count = 0
  for (const { id: tenantId } of firms) {
    const actorId = await inTransaction(house.pool, 'begin', async (tx) => {
      await tx.openTenant(tenantId)
      return (await hasDueTimers(tx, now)) ? processPrincipal(tx) : null
    })
    if (actorId === null) continue
    count += await fireOf(house, { tenantId, actorId, now, today: now.toString().slice(0, 10) }, limit)
  }
  return count
}

/** Fires a tenant's timers together; after a fault one call tree after the other, so that one cannot hold all up. */
async function fireOf(house: House, call: Call, limit: number): Promise<number> {
  const fire = async (input: object) => {
    const { output } = await run(house, 'processes.fireTimers', input, call)
    const { fired, started } = output as { fired: number; started: number }
    return fired + started
  }
  try {
    return await fire({ limit })
  } catch (err) {
    const { tenantId, now } = call
    house.log.error({ err, tenantId }, 'the timers of a tenant could not be fired together')
    const roots = await inTransaction(house.pool, 'begin read only', async (tx) => {
      await tx.openTenant(tenantId)
      return dueRoots(tx, now, limit)
    })
    let count = 0
    for (const rootId of roots) {
      count += await fire({ limit, rootId }).catch((cause: unknown) => {
        house.log.error(
          { err: cause, tenantId, rootId },
          'the timers of a process instance could not be fired',
        )
        return 0
      })
    }
    return count
  }
}
