import { handle } from '#kernel/handle.ts'
import { fireTimers as contract } from './contract.ts'
import { advancing } from './store/advance.ts'
import { beginByTimers, claimTimers, dropExpired } from './store/timer-table.ts'
import { send, take } from './store/work.ts'

/**
 * Fires what is due. The instances are claimed by their roots without waiting: what another node works on is
 * left to it, so any number of nodes may do this at once and each timer fires once.
 */
export const fireTimers = handle(contract, async (ctx, { limit }) => {
  const { fired, started } = await advancing(ctx, async (advance) => {
    const due = await claimTimers(ctx.tx, ctx.call.now, limit)
    await take(advance, due)
    for (const { instanceId, subscription } of due) send(advance, instanceId, { type: 'timer', subscription })
    return { fired: due, started: await beginByTimers(advance, limit) }
  })
  await dropExpired(ctx.tx, ctx.call.now)
  const instances = [...new Set([...fired.map(({ instanceId }) => instanceId), ...started])]
  return {
    output: { fired: fired.length, started: started.length },
    touched: instances.map((id) => ({ type: 'process_instance', id })),
  }
})
