/** What the server calls again and again, on every node: people are reminded of their tasks when that is due. */
import { processPrincipal, tenants } from '#engines/access'
import { tenantsToRemind } from '#engines/process'
import type { House } from '#kernel/house.ts'
import { inTransaction, run } from '#kernel/run.ts'

/**
 * Sends the reminders that are due in all tenants, up to `limit` in each. Gives of how many tasks. A fault is logged, and
 * what it held up is tried again in the next round.
 */
export async function sendReminders(house: House, now: Temporal.Instant, limit = 100): Promise<number> {
  const due = await inTransaction(house.pool, 'begin read only', async (tx) => {
    const firms = await tenants(tx)
    return tenantsToRemind(
      tx,
      firms.map(({ id }) => id),
      now,
    )
  })
  let count = 0
  for (const tenantId of due) {
    const actorId = await inTransaction(house.pool, 'begin', processPrincipal, tenantId)
    const call = { tenantId, actorId, now, today: now.toString().slice(0, 10) }
    try {
      const { output } = await run(house, 'exchange.remindOfTasks', { limit }, call)
      count += (output as { tasks: number }).tasks
    } catch (err) {
      house.log.error({ err, tenantId }, 'the people of a tenant could not be reminded of their tasks')
    }
  }
  return count
}
