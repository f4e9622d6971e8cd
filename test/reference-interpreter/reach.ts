/** The inclusive join by a search through the diagram, each time anew (BPMN 2.0.2 section 13.4.3). */
import { type Node, nodeOf, type World } from './memory.ts'

/** Where a token at a node can go in one move. */
function onward(world: World, node: Node): number[] {
  const flows = node.outgoing.map((flow) => world.graph.flows[flow]?.target ?? -1)
  const linked = node.kind === 'throw' && node.event?.kind === 'link' ? [node.event.target] : []
  return [...flows, ...linked, ...node.boundaries]
}

/** Whether a token at a node can come to a flow into a join without passing the join. */
function canReach(world: World, from: number, flow: number, join: number): boolean {
  const source = world.graph.flows[flow]?.source ?? -1
  const seen = new Set<number>([join])
  const open = [from]
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (seen.has(at)) continue
    if (at === source) return true
    seen.add(at)
    open.push(...onward(world, nodeOf(world, at)))
  }
  return false
}

/** A join of one scope at which tokens rest. */
export type Waiting = { scope: number; node: number }

const same = (one: Waiting, other: Waiting) => one.scope === other.scope && one.node === other.node

/** Where tokens are that a join waits for, and whether any token at all can still come to an empty flow of it. */
function awaits(world: World, { scope, node }: Waiting): { places: number[]; hopes: boolean } {
  const own = world.tokens.filter((token) => token.scope === scope)
  const filled = (flow: number) => own.some((token) => token.flow === flow)
  const places = [
    ...own.filter((token) => token.node !== node).map((token) => token.node),
    ...world.lives.filter((live) => live.parent === scope && live.undoing === 0).map((live) => live.node),
  ]
  const { incoming } = nodeOf(world, node)
  const [full, empty] = [incoming.filter(filled), incoming.filter((flow) => !filled(flow))]
  const reaching = (place: number, flows: number[]) =>
    flows.some((flow) => canReach(world, place, flow, node))
  const coming = places.filter((place) => reaching(place, empty))
  return { places: coming.filter((place) => !reaching(place, full)), hopes: coming.length > 0 }
}

/**
 * The inclusive join that fires now, when everything else rests: the first that waits for nothing, or else the
 * first that waits for joins alone, which wait for joins alone in turn: then nothing could ever free any of them.
 */
export function readyJoin(world: World): Waiting | null {
  const waiting: Waiting[] = []
  for (const { scope, node } of world.tokens) {
    if (!waiting.some((known) => same(known, { scope, node }))) waiting.push({ scope, node })
  }
  waiting.sort((one, other) => one.node - other.node || one.scope - other.scope)
  const inclusive = waiting.filter(({ node }) => nodeOf(world, node).kind === 'inclusive')
  const free = inclusive.find((join) => awaits(world, join).places.length === 0)
  return free ?? inclusive.find((join) => waitsForJoinsAlone(world, waiting, join)) ?? null
}

function waitsForJoinsAlone(world: World, waiting: readonly Waiting[], join: Waiting): boolean {
  const seen: Waiting[] = [join]
  for (const at of seen) {
    const { places, hopes } = awaits(world, at)
    if (!hopes) return false
    for (const node of places) {
      const other = waiting.find((known) => same(known, { scope: join.scope, node }))
      if (!other) return false
      if (!seen.includes(other)) seen.push(other)
    }
  }
  return true
}
