/** Circles among imports, found as the strongly connected components of the graph (Tarjan 1972). */
import type { Import } from './imports.ts'
import type { Finding } from './tree.ts'

/** One finding for each circle, naming every file in it. */
export function cyclesOf(imports: readonly Import[]): Finding[] {
  const edges = new Map<string, string[]>()
  for (const { from, target } of imports) {
    if (target !== null) edges.set(from, [...(edges.get(from) ?? []), target])
  }
  return components(edges)
    .filter(([first = '', ...others]) => others.length > 0 || edges.get(first)?.includes(first))
    .map((circle) => ({
      rule: 'no-circles',
      path: circle.toSorted()[0] ?? '',
      message: `Break the circle by moving what they share to a third file: ${circle.toSorted().join(', ')}.`,
    }))
}

function components(edges: ReadonlyMap<string, readonly string[]>): string[][] {
  const index = new Map<string, number>()
  const stack: string[] = []
  const found: string[][] = []
  const connect = (node: string): number => {
    const mine = index.size
    let lowest = mine
    index.set(node, mine)
    stack.push(node)
    for (const next of edges.get(node) ?? []) {
      if (!index.has(next)) lowest = Math.min(lowest, connect(next))
      else if (stack.includes(next)) lowest = Math.min(lowest, index.get(next) ?? mine)
    }
    if (lowest === mine) found.push(stack.splice(stack.indexOf(node)))
    return lowest
  }
  for (const node of edges.keys()) if (!index.has(node)) connect(node)
  return found
}
