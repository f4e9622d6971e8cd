/** Warnings about models that run but likely do not do what their author means. */
import type { Findings } from './findings.ts'
import type { Graph, Node } from './graph.ts'
import { has } from './reach.ts'

/** Adds the warnings for a compiled graph. */
export function warnAbout(graph: Graph, findings: Findings): void {
  warnUnreachable(graph, findings)
  warnSpinning(graph, findings)
  for (const node of graph.nodes) {
    const gateway = node.kind === 'exclusive' || node.kind === 'parallel' || node.kind === 'inclusive'
    if (gateway && node.incoming.length > 1 && node.outgoing.length > 1) {
      const message = 'The gateway both joins and splits.'
      findings.warning(node, 'gateway_mixed', message, 'Use one gateway to join and another to split.')
    }
    if (node.kind === 'parallel') warnStarvedJoin(graph, node, findings)
  }
  warnJoinsInCircle(graph, findings)
}

function targetsOf(graph: Graph, node: Node): number[] {
  const targets = node.outgoing.map((flow) => graph.flows[flow]?.target ?? -1)
  if (node.event?.kind === 'link' && node.kind === 'throw') targets.push(node.event.target)
  return [...targets, ...node.boundaries]
}

function warnUnreachable(graph: Graph, findings: Findings): void {
  for (const scope of graph.scopes) {
    const reached = new Set<number>()
    const open = [...scope.starts, ...scope.triggers]
    while (open.length > 0) {
      const index = open.pop() ?? -1
      const node = graph.nodes[index]
      if (!node || reached.has(index)) continue
      reached.add(index)
      open.push(...targetsOf(graph, node))
    }
    for (const index of scope.nodes) {
      const node = graph.nodes[index]
      if (!node || reached.has(index) || node.kind === 'event-subprocess' || node.undoes || node.instantiates)
        continue
      const message = 'No way leads here from a start.'
      findings.warning(node, 'node_unreachable', message, 'Connect it or remove it.')
    }
  }
}

/** Nodes at which a token rests; a circle without one spins until the step limit. */
const rests = new Set(['catch', 'user', 'service', 'receive', 'rule', 'event-gateway', 'call', 'subprocess'])

function warnSpinning(graph: Graph, findings: Findings): void {
  const state = new Map<number, 'open' | 'done'>()
  const visit = (index: number): void => {
    const node = graph.nodes[index]
    if (!node || rests.has(node.kind) || state.get(index) === 'done') return
    if (state.get(index) === 'open') {
      const message = 'A circle of flows leads through here without anything to wait for.'
      findings.warning(node, 'circle_without_wait', message, 'Make sure a condition leaves the circle.')
      return
    }
    state.set(index, 'open')
    for (const target of targetsOf(graph, node)) visit(target)
    state.set(index, 'done')
  }
  // The walk is as deep as a chain of passing nodes is long, so a very long model is not walked.
  if (graph.nodes.length > 2000) return
  for (const node of graph.nodes) visit(node.index)
}

/** A parallel join fed by the branches of one exclusive split never gets all its tokens. */
function warnStarvedJoin(graph: Graph, node: Node, findings: Findings): void {
  if (node.incoming.length < 2) return
  const sources = node.incoming.map((flow) => graph.nodes[graph.flows[flow]?.source ?? -1])
  const splits = sources.map((source) => {
    if (source?.incoming.length !== 1) return source?.kind === 'exclusive' ? source.index : -1
    return graph.flows[source.incoming[0] ?? -1]?.source ?? -1
  })
  const [first] = splits
  if (first === undefined || first < 0 || splits.some((split) => split !== first)) return
  const split = graph.nodes[first]
  if (split?.kind !== 'exclusive' && split?.kind !== 'event-gateway') return
  const message = 'The parallel join waits for branches of which only one is ever taken.'
  findings.warning(node, 'join_starves', message, 'Use an exclusive gateway to merge them.')
}

function warnJoinsInCircle(graph: Graph, findings: Findings): void {
  const inclusive = [...graph.joins.values()].filter((join) => graph.nodes[join.node]?.kind === 'inclusive')
  for (const join of inclusive) {
    const rival = inclusive.find(
      (other) =>
        other.node !== join.node &&
        join.reach.some((bits) => has(bits, other.node)) &&
        other.reach.some((bits) => has(bits, join.node)),
    )
    const node = graph.nodes[join.node]
    const other = rival && graph.nodes[rival.node]
    if (!node || !other) continue
    const message = `The inclusive join and ${other.name} can wait for each other.`
    findings.warning(node, 'joins_wait_for_each_other', message, 'Redraw the loop around one of them.')
  }
}
