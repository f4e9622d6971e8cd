/**
 * Which nodes can still send a token to which incoming flow of a joining gateway, without passing the
 * gateway itself (BPMN 2.0.2 section 13.4.3). Compiled once, read at every quiescence.
 */
import type { Flow, Join, Node } from './graph.ts'

/** The joins of a process: gateways with more than one incoming flow that wait for tokens. */
export function compileJoins(nodes: readonly Node[], flows: readonly Flow[]): Map<number, Join> {
  const joins = new Map<number, Join>()
  for (const node of nodes) {
    if (node.incoming.length < 2) continue
    if (node.kind !== 'inclusive' && node.kind !== 'parallel') continue
    const reach = node.incoming.map((flow) => sendersTo(flow, node.index, nodes, flows))
    joins.set(node.index, { node: node.index, reach })
  }
  return joins
}

/** A token on a boundary event's host, or on a link throw, can go the way of the event or the link. */
function sendersTo(
  flow: number,
  gateway: number,
  nodes: readonly Node[],
  flows: readonly Flow[],
): Uint32Array {
  const bits = new Uint32Array(Math.ceil(nodes.length / 32))
  const open = [flows[flow]?.source ?? -1]
  while (open.length > 0) {
    const index = open.pop() ?? -1
    const node = nodes[index]
    if (!node || index === gateway || has(bits, index)) continue
    bits[index >> 5] = (bits[index >> 5] ?? 0) | (1 << (index & 31))
    for (const incoming of node.incoming) open.push(flows[incoming]?.source ?? -1)
    if (node.kind === 'boundary') open.push(node.host)
    if (node.kind === 'catch' && node.event?.kind === 'link') {
      for (const other of nodes) {
        if (other.event?.kind === 'link' && other.event.target === index) open.push(other.index)
      }
    }
  }
  return bits
}

/** Whether the bit of a node is set. */
export function has(bits: Uint32Array, index: number): boolean {
  return ((bits[index >> 5] ?? 0) & (1 << (index & 31))) !== 0
}
