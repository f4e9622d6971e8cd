import { handle } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { start as contract } from './contract.ts'
import { startersSeen } from './may-start.ts'
import type { Variables } from './model/expression.ts'
import { formProblems } from './model/form.ts'
import { zoneOf } from './model/timer.ts'
import { advancing } from './store/advance.ts'
import { isRunning } from './store/correlate.ts'
import { definitionToCall } from './store/definition-table.ts'
import { graphOf } from './store/graphs.ts'
import { variantFor } from './store/variant-table.ts'
import { begin, taken } from './store/work.ts'

export const startProcess = handle(contract, async (ctx, { key, variables, businessKey = null, onlyOne }) => {
  const latest = { process: key, binding: 'latest', versionTag: null } as const
  const definitionId = await definitionToCall(ctx.tx, latest, '')
  if (definitionId === null) throw new Refused('process_not_found', { key })
  const global = { definitionId, graph: await graphOf(ctx.tx, definitionId) }
  const clock = { now: ctx.call.now, zone: zoneOf(global.graph.properties) }
  const chosen = (await variantFor(ctx.tx, global.graph, variables as Variables, clock)) ?? global
  const { graph } = chosen
  if (graph.scopes[0]?.starts.length === 0) throw new Refused('process_not_startable', { key })
  if (!(await startersSeen(ctx))(graph)) throw new Refused('process_start_not_permitted', { key })
  const problems = graph.startForm ? formProblems(graph.startForm, variables as Variables) : []
  if (problems.length > 0) throw new Refused('start_form_invalid', { key }, problems)
  const startKey = onlyOne ? businessKey : null
  const instance = await advancing(ctx, async (advance) => {
    if (startKey !== null && (await isRunning(advance, graph.key, startKey))) {
      throw new Refused('process_already_running', { key, businessKey })
    }
    const beginning = { ...chosen, businessKey, startKey, parentId: null, parentElement: null }
    const id = begin(advance, beginning, {
      type: 'start',
      variables: variables as Variables,
      zone: zoneOf(graph.properties),
    })
    return taken(advance, id)
  })
  const status = instance.state.status === 'new' ? 'active' : instance.state.status
  return {
    output: { instanceId: instance.id, status },
    touched: [{ type: 'process_instance', id: instance.id, after: { key: graph.key, businessKey, status } }],
  }
})
