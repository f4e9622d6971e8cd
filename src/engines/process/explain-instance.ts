import type { Json as WireJson } from '#kernel/contract.ts'
import { answer } from '#kernel/handle.ts'
import { explainInstance as contract } from './contract.ts'
import type { Graph } from './model/graph.ts'
import { graphOf } from './store/graphs.ts'
import { findInstance, readActivities, readEvents, wholePath } from './store/history.ts'

export const explainInstance = answer(contract, async ({ tx }, { instanceId }) => {
  const instance = await findInstance(tx, instanceId)
  const graph = await graphOf(tx, instance.definitionId)
  const [activities, events] = await Promise.all([readActivities(tx, instanceId), readEvents(tx, instanceId)])
  return {
    instanceId,
    key: instance.key,
    status: instance.status,
    steps: wholePath(graph, instance.state, activities).map(({ via, ...activity }) => {
      const node = graph.nodes[graph.byId.get(activity.node) ?? -1]
      return {
        ...activity,
        name: node?.name ?? graph.name,
        kind: node?.kind ?? 'process',
        via: flowInWords(graph, via),
      }
    }),
    events: events.map(({ event, ...row }) => ({
      ...row,
      type: event.type,
      event: event as unknown as WireJson,
    })),
  }
})

/** A flow with its name and the condition under which it was taken. */
function flowInWords(graph: Graph, id: string | null): string | null {
  const flow = graph.flows.find((candidate) => candidate.id === id)
  if (!flow) return id
  const name = flow.name === '' ? flow.id : flow.name
  if (flow.condition) return `${name}: ${flow.condition.text.trim()}`
  return graph.nodes[flow.source]?.defaultFlow === flow.index ? `${name}: otherwise` : name
}
