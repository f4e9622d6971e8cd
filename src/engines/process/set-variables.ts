import { handle } from '#kernel/handle.ts'
import { setVariables as contract } from './contract.ts'
import type { Variables } from './model/expression.ts'
import { advancing } from './store/advance.ts'
import { processVariables } from './store/instance.ts'
import { send, takeActive } from './store/work.ts'

export const setProcessVariables = handle(contract, async (ctx, { instanceId, variables, reason }) => {
  const { instance, before } = await advancing(ctx, async (advance) => {
    const found = await takeActive(advance, instanceId)
    ctx.checkRevision(found.revision)
    send(advance, instanceId, { type: 'variables', variables: variables as Variables })
    return { instance: found, before: processVariables(found) }
  })
  const status = instance.state.status === 'new' ? 'active' : instance.state.status
  const names = Object.keys(variables)
  const old = Object.fromEntries(names.map((name) => [name, before[name] ?? null]))
  return {
    output: { instanceId, status },
    touched: [{ type: 'process_instance', id: instanceId, before: old, after: { ...variables, reason } }],
  }
})
