import { handle } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { suspend as contract } from './contract.ts'
import { advancing } from './store/advance.ts'
import { activeInTree, insertSuspensions } from './store/suspension-table.ts'
import { send, take, takeRoot } from './store/work.ts'

export const suspendProcess = handle(contract, async (ctx, { instanceId, reason }) => {
  const ids = await advancing(ctx, async (advance) => {
    const root = await takeRoot(advance, instanceId)
    ctx.checkRevision(root.revision)
    if (root.state.suspended) throw new Refused('instance_suspended', { instanceId })
    const tree = await activeInTree(ctx.tx, instanceId)
    await take(advance, tree)
    const found = tree.map((one) => one.instanceId)
    await insertSuspensions(advance, instanceId, found, reason)
    for (const id of found) send(advance, id, { type: 'suspend', reason })
    return found
  })
  return {
    output: { instanceId, suspended: true, instances: ids.length },
    touched: ids.map((id) => ({
      type: 'process_instance',
      id,
      before: { suspended: false },
      after: { suspended: true, reason },
    })),
  }
})
