import type { Json as WireJson } from '#kernel/contract.ts'
import { answer } from '#kernel/handle.ts'
import { explainInstance as contract } from './contract.ts'
import type { Graph } from './model/graph.ts'
import { graphOf, graphsOf } from './store/graphs.ts'
import { findInstance, readActivities, readEvents, wholePath } from './store/history.ts'

export const explainInstance = answer(contract, async ({ tx }, { instanceId }) => {
  const instance = await findInstance(tx, instanceId)
  const graph = await graphOf(tx, instance.definitionId)
  const [activities, events] = await Promise.all([readActivities(tx, instanceId), readEvents(tx, instanceId)])
  const versions = await graphsOf(
    tx,
    events.map(({ definitionId }) => definitionId),
  )
  // What was passed in an earlier version may be gone from this one.
  const graphs = [graph, ...versions.values()]
  return {
    instanceId,
    key: instance.key,
    status: instance.status,
    steps: wholePath(graph, instance.state, activities).map(({ via, ...activity }) => {
      const at = graphs.find(({ byId }) => byId.has(activity.node)) ?? graph
      const node = at.nodes[at.byId.get(activity.node) ?? -1]
      const from = graphs.find(({ flows }) => flows.some(({ id }) => id === via)) ?? graph
      return {
        ...activity,
        name: node?.name ?? graph.name,
        kind: node?.kind ?? 'process',
        via: flowInWords(from, via),
      }
    }),
    events: events.map(({ event, definitionId: _definitionId, ...row }) => ({
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
