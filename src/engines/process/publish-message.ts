import { handle } from '#kernel/handle.ts'
import { publish as contract } from './contract.ts'
import type { Variables } from './model/expression.ts'
import { advancing } from './store/advance.ts'
import { publish } from './store/correlate.ts'

export const publishMessage = handle(contract, async (ctx, input) => {
  const { name, key, messageId = ctx.journalId, timeToLive = null, variables } = input
  const instances = await advancing(ctx, async (advance) => {
    await publish(advance, [{ name, key, messageId, timeToLive, variables: variables as Variables }])
    return [...new Set(advance.queue.map(({ instanceId }) => instanceId))]
  })
  return {
    output: { instances },
    touched: instances.map((id) => ({ type: 'process_instance', id })),
  }
})
