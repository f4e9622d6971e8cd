/** The process instances of a simulation, and what waits in them. */
import type { Variables } from './model/expression.ts'
import type { Graph } from './model/graph.ts'
import type { State, Subscription } from './step/state.ts'

/** A process instance in the simulation. */
export type SimulatedInstance = {
  readonly id: number
  readonly graph: Graph
  state: State
  /** The key of the message that began it: no other of its process begins by that key while it runs. */
  readonly startKey: string | null
  /** The call activity that waits for it. */
  readonly caller: Readonly<{ instance: number; element: number }> | null
  /** The variables at the end, once it has ended. */
  result: Variables | null
}

type Instances = readonly SimulatedInstance[]

/** What is armed of a kind, in all instances. */
export function armedIn(
  instances: Instances,
  kind: Subscription['kind'],
): { instance: SimulatedInstance; subscription: Subscription }[] {
  return instances.flatMap((instance) =>
    instance.state.subscriptions
      .filter((subscription) => subscription.kind === kind)
      .map((subscription) => ({ instance, subscription })),
  )
}

/** Armed timers, the next due first. */
export function timersOf(
  instances: Instances,
): { instance: number; subscription: number; node: string; due: Temporal.Instant }[] {
  return armedIn(instances, 'timer')
    .map(({ instance, subscription }) => ({
      instance: instance.id,
      subscription: subscription.id,
      node: instance.graph.nodes[subscription.node]?.id ?? '',
      due: Temporal.Instant.from(subscription.timer?.due ?? ''),
    }))
    .sort((a, b) => Temporal.Instant.compare(a.due, b.due))
}

/** Elements that wait for their work at a node, oldest first. */
export function waitingAt(instances: Instances, node: string): { instance: number; element: number }[] {
  return instances.flatMap(({ id, graph, state }) =>
    state.elements
      .filter((live) => live.node === (node === graph.key ? -1 : graph.byId.get(node)) && !live.many)
      .filter(({ phase }) => phase === 'active' || phase === 'listening')
      .map((live) => ({ instance: id, element: live.id })),
  )
}
