import { handle } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { cancel as contract } from './contract.ts'
import { advancing } from './store/advance.ts'
import { send, takeActive } from './store/work.ts'

export const cancelInstance = handle(contract, async (ctx, { instanceId, reason }) => {
  await advancing(ctx, async (advance) => {
    const { revision, parentId } = await takeActive(advance, instanceId)
    ctx.checkRevision(revision)
    if (parentId !== null) throw new Refused('instance_is_called', { instanceId, callerId: parentId })
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
