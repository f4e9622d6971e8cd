import { handle } from '#kernel/handle.ts'
import { fireTimers as contract } from './contract.ts'
import { advancing } from './store/advance.ts'
import { beginByTimers, claimTimers, dropExpired } from './store/timer-table.ts'
import { send, take } from './store/work.ts'

/**
 * Fires what is due. The instances are claimed by their roots without waiting: what another node works on is
 * left to it, so any number of nodes may do this at once and each timer fires once.
 */
export const fireTimers = handle(contract, async (ctx, { limit, rootId }) => {
  const { advance, started } = await advancing(ctx, async (under) => {
    const due = await claimTimers(ctx.tx, ctx.call.now, limit, rootId)
    await take(under, due)
    for (const { instanceId, subscription } of due) send(under, instanceId, { type: 'timer', subscription })
    return { advance: under, started: rootId ? [] : await beginByTimers(under, limit) }
  })
  await dropExpired(ctx.tx, ctx.call.now)
  // A timer another node fired between our look and our lock was not there any more, and is not counted.
  const fired = advance.changes.events.filter(({ event }) => event.type === 'timer')
  const instances = [...new Set([...fired.map(({ instance }) => instance.id), ...started])]
  return {
    output: { fired: fired.length, started: started.length },
    touched: instances.map((id) => ({ type: 'process_instance', id })),
  }
})
