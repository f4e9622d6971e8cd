import { handle } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { resume as contract } from './contract.ts'
import { advancing } from './store/advance.ts'
import { activeInTree, deleteSuspensions, sendHeld } from './store/suspension-table.ts'
import { send, take, takeRoot } from './store/work.ts'

/** The whole tree goes on before anything that was held acts, since what is held by one may reach the others. */
export const resumeProcess = handle(contract, async (ctx, { instanceId, reason }) => {
  const ids = await advancing(ctx, async (advance) => {
    const root = await takeRoot(advance, instanceId)
    ctx.checkRevision(root.revision)
    if (!root.state.suspended) throw new Refused('instance_not_suspended', { instanceId })
    const tree = await activeInTree(ctx.tx, instanceId)
    await take(advance, tree)
    const found = tree.map((one) => one.instanceId)
    for (const id of found) send(advance, id, { type: 'resume' })
    await sendHeld(advance, instanceId)
    await deleteSuspensions(ctx.tx, instanceId)
    return found
  })
  return {
    output: { instanceId, suspended: false, instances: ids.length },
    touched: ids.map((id) => ({
      type: 'process_instance',
      id,
      before: { suspended: true },
      after: { suspended: false, reason },
    })),
  }
})
