import { handle } from '#kernel/handle.ts'
import { cancel as contract } from './contract.ts'
import { advancing } from './store/advance.ts'
import { deleteSuspensions } from './store/suspension-table.ts'
import { send, takeRoot } from './store/work.ts'

export const cancelInstance = handle(contract, async (ctx, { instanceId, reason }) => {
  await advancing(ctx, async (advance) => {
    const { revision, state } = await takeRoot(advance, instanceId)
    ctx.checkRevision(revision)
    if (state.suspended) await deleteSuspensions(ctx.tx, instanceId)
    send(advance, instanceId, { type: 'cancel', reason })
  })
  return {
    output: { instanceId, status: 'cancelled' as const },
    touched: [
      {
        type: 'process_instance',
        id: instanceId,
        before: { status: 'active' },
        after: { status: 'cancelled', reason },
      },
    ],
  }
})
