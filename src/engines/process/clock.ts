/**
 * The clock of the processes: what the server calls again and again, on every node. Each round takes what is due
 * in every tenant, a batch at a time, as a command of the processes' own principal, so that it is journaled.
 */
import { processPrincipal, tenants } from '#engines/access'
import type { House } from '#kernel/house.ts'
import { inTransaction, run } from '#kernel/run.ts'
import { hasDueTimers } from './store/timer-table.ts'

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
    const call = { tenantId, actorId, now, today: now.toString().slice(0, 10) }
    try {
      const { output } = await run(house, 'processes.fireTimers', { limit }, call)
      const { fired, started } = output as { fired: number; started: number }
      count += fired + started
    } catch (err) {
      // One tenant's fault must not keep the timers of the others from firing; it is tried again next round.
      house.log.error({ err, tenantId }, 'the timers of a tenant could not be fired')
    }
  }
  return count
}
