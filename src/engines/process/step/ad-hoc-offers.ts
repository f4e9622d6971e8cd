/** What can be chosen in an instance: the activities of its ad-hoc subprocesses. */
import type { Graph } from '../model/graph.ts'
import type { Element, State } from './state.ts'

/** An activity that may be chosen, and the ad-hoc subprocess it would begin in. */
export type Offer = Readonly<{ element: number; node: string }>

/** Everything that may be chosen now, the oldest subprocess first. */
export function offersOf(graph: Graph, state: State): Offer[] {
  return state.elements.flatMap((element) =>
    offeredBy(graph, element).map((index) => ({ element: element.id, node: graph.nodes[index]?.id ?? '' })),
  )
}

/** The nodes an element offers for choice: those no flow leads to, as long as it takes any. */
export function offeredBy(graph: Graph, element: Element): readonly number[] {
  const node = graph.nodes[element.node]
  if (!node?.adHoc || element.many) return []
  if (element.phase !== 'active' || element.closing || element.taken) return []
  return graph.scopes[node.inner]?.starts ?? []
}
