/**
 * The clock of the processes: what the server calls again and again, on every node. Each round takes what is due
 * in every tenant, a batch at a time, as a command of the processes' own principal, so that it is journaled.
 */
import { processPrincipal, tenants } from '#engines/access'
import type { Call } from '#kernel/handle.ts'
import type { House } from '#kernel/house.ts'
import { inTransaction, run } from '#kernel/run.ts'
import { dueRoots, dueTenants } from './store/timer-table.ts'

/** However many tenants share a round, each has so many of its own. */
const SHARE_MIN = 20

/**
 * Fires the timers that are due in all tenants and escalates late tasks, up to `limit` in each, fewer in each when many have
 * something due, so that nobody waits long for their turn. Gives how many there were.
 */
export async function fireDueTimers(house: House, now: Temporal.Instant, limit = 100): Promise<number> {
  const due = await inTransaction(house.pool, 'begin read only', async (tx) => {
    const firms = await tenants(tx)
    return dueTenants(
      tx,
      firms.map(({ id }) => id),
      now,
    )
  })
  let count = 0
  const share = Math.max(Math.min(SHARE_MIN, limit), Math.min(limit, Math.ceil((2 * limit) / due.length)))
  for (const { tenantId, timers, lateTasks } of due) {
    const actorId = await inTransaction(house.pool, 'begin', processPrincipal, tenantId)
    const call = { tenantId, actorId, now, today: now.toString().slice(0, 10) }
    if (timers) count += await fireOf(house, call, share)
    if (lateTasks) count += await escalateOf(house, call, share)
  }
  return count
}

/** Gives a tenant's late tasks to the next in authority; a fault is logged, and tried again in the next round. */
async function escalateOf(house: House, call: Call, limit: number): Promise<number> {
  try {
    const { output } = await run(house, 'tasks.escalateLate', { limit }, call)
    return (output as { escalated: number }).escalated
  } catch (err) {
    house.log.error({ err, tenantId: call.tenantId }, 'the late tasks of a tenant could not be escalated')
    return 0
  }
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
