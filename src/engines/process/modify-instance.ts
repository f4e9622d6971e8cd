import { handle } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { modify as contract } from './contract.ts'
import type { Variables } from './model/expression.ts'
import type { Graph } from './model/graph.ts'
import type { Event } from './step/event.ts'
import { modificationProblems } from './step/modify.ts'
import type { State } from './step/state.ts'
import { step } from './step/step.ts'
import { advancing } from './store/advance.ts'
import { happeningsOf } from './store/happenings.ts'
import { send, takeActive } from './store/work.ts'

export const modifyProcess = handle(contract, async (ctx, input) => {
  const { instanceId, cancel, reason, dryRun } = input
  const activate = input.activate.map(({ node, scope, variables }) => ({
    node,
    ...(scope === undefined ? {} : { scope }),
    variables: variables as Variables,
  }))
  const event: Event = { type: 'modify', cancel, activate, reason }
  const { instance, before, foreseen } = await advancing(ctx, async (advance) => {
    const found = await takeActive(advance, instanceId)
    ctx.checkRevision(found.revision)
    if (found.state.suspended) throw new Refused('instance_suspended', { instanceId })
    const { graph, state } = found
    const problems = modificationProblems(graph, state, event, ctx.call.now)
    if (problems.length > 0) {
      const listed = problems.map(({ code, node, message }) => ({ pointer: `/${node}`, code, message }))
      throw new Refused('modification_invalid', { count: listed.length, first: listed[0]?.message }, listed)
    }
    if (!dryRun) send(advance, instanceId, event)
    return {
      instance: found,
      before: placesOf(graph, state),
      foreseen: step(graph, state, event, ctx.call.now),
    }
  })
  const { status } = dryRun ? foreseen.state : instance.state
  return {
    output: {
      instanceId,
      status: status === 'new' ? 'active' : status,
      dryRun,
      happens: happeningsOf(foreseen.effects),
    },
    touched: dryRun
      ? []
      : [
          {
            type: 'process_instance',
            id: instanceId,
            before: { at: before },
            after: { at: placesOf(instance.graph, instance.state), reason },
          },
        ],
  }
})

/** Where the tokens of an instance are, in the words of the diagram. */
function placesOf(graph: Graph, { elements }: Pick<State, 'elements'>): string[] {
  const parents = new Set(elements.map(({ parent }) => parent))
  return elements.flatMap(({ id, node }) => {
    const found = graph.nodes[node]
    return found && !parents.has(id) ? [found.id] : []
  })
}
