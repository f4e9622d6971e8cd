/** What runs of a process have gone through: its elements and its flows, for who asks what no test has taken. */
import type { Graph } from './model/graph.ts'
import type { Effect } from './step/event.ts'

/** How many there are, and the ids of those that were not gone through, in the order of the diagram. */
export type Share = Readonly<{ all: number; missed: readonly string[] }>

type Seen = Readonly<{ graph: Graph; elements: Set<string>; flows: Set<string> }>

/** Collected over any number of steps, instances and runs; a process is known by its content. */
export class Coverage {
  readonly #seen = new Map<string, Seen>()

  /** One step: an element counts once a token has come to it, a flow once a token was put on it. */
  add(graph: Graph, effects: readonly Effect[], flows: readonly number[]): void {
    const seen = this.#of(graph)
    for (const effect of effects) {
      if (effect.type !== 'entered') continue
      seen.elements.add(effect.node)
      if (effect.via !== null) seen.flows.add(effect.via)
    }
    for (const flow of flows) {
      const id = graph.flows[flow]?.id
      if (id !== undefined) seen.flows.add(id)
    }
  }

  /** All that another run has gone through, too. */
  addAll(other: Coverage): void {
    for (const { graph, elements, flows } of other.#seen.values()) {
      const seen = this.#of(graph)
      for (const id of elements) seen.elements.add(id)
      for (const id of flows) seen.flows.add(id)
    }
  }

  elementsOf(graph: Graph): Share {
    const { elements } = this.#of(graph)
    return shareOf(graph.nodes, elements)
  }

  flowsOf(graph: Graph): Share {
    const { flows } = this.#of(graph)
    return shareOf(graph.flows, flows)
  }

  #of(graph: Graph): Seen {
    const known = this.#seen.get(graph.hash)
    if (known) return known
    const seen = { graph, elements: new Set<string>(), flows: new Set<string>() }
    this.#seen.set(graph.hash, seen)
    return seen
  }
}

function shareOf(all: readonly Readonly<{ id: string }>[], taken: ReadonlySet<string>): Share {
  return { all: all.length, missed: all.map(({ id }) => id).filter((id) => !taken.has(id)) }
}
