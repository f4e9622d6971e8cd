/** What a process consists of, element by element and flow by flow, so that two versions can be compared. */
import type { Flow, Graph, Node } from './graph.ts'

/** An element, a flow, or the process itself. */
export type GraphPart = Readonly<{ id: string; kind: string; name: string; text: string }>

/** Numbers of this graph; where an element hangs is said by ids beside. */
const numbers = new Set([
  ...[
    'index',
    'incoming',
    'outgoing',
    'defaultFlow',
    'boundaries',
    'host',
    'scope',
    'inner',
    'handler',
    'undo',
  ],
  ...['target', 'activity', 'id', 'name', 'barred'],
])

/** The parts of a process, in the order of the diagram. What they say is text: the same text means the same. */
export function graphParts(graph: Graph): GraphPart[] {
  const { key, name, versionTag, documentation, properties, listeners } = graph
  const listens = listeners.start.length + listeners.end.length > 0
  const whole = { name, versionTag, documentation, properties, ...(listens && { listeners }) }
  return [
    { id: key, kind: 'process', name, text: linesOf(whole) },
    ...graph.nodes.map((node) => nodePart(graph, node)),
    ...graph.flows.map((flow) => flowPart(graph, flow)),
  ]
}

function nodePart(graph: Graph, node: Node): GraphPart {
  const idOf = (index: number) => graph.nodes[index]?.id
  const places = {
    in: idOf(graph.scopes[node.scope]?.node ?? -1),
    on: idOf(node.host),
    undoneBy: idOf(node.handler),
    otherwise: graph.flows[node.defaultFlow]?.id,
  }
  const says = JSON.parse(
    JSON.stringify(node, (key, value: unknown) => {
      if (key !== '' && numbers.has(key) && typeof value !== 'object') return undefined
      if (Array.isArray(value) && numbers.has(key)) return undefined
      const isExpression =
        typeof value === 'object' && value !== null && 'evaluate' in value && 'text' in value
      return isExpression ? value.text : value
    }),
  ) as object
  const { id, kind, name } = node
  return { id, kind, name, text: linesOf({ name, ...places, ...says }) }
}

function flowPart({ nodes }: Graph, { id, name, source, target, condition }: Flow): GraphPart {
  const way = `${nodes[source]?.id} → ${nodes[target]?.id}`
  return { id, kind: 'flow', name, text: condition ? `${way} if ${condition.text.trim()}` : way }
}

/**
 * All that is said, a line each, by the way to it: `work.candidateGroups: billing`. What is empty, absent or false says
 * nothing; a text that could be read as several is quoted, so that other things never become the same lines.
 */
function linesOf(value: unknown, way = ''): string {
  if (value === undefined || value === null || value === false || value === '') return ''
  if (typeof value !== 'object') return `${way}: ${quoted(String(value), /[\n"]/)}`
  if (Array.isArray(value) && value.every((one) => typeof one === 'string'))
    return value.length > 0 ? `${way}: ${value.map((one) => quoted(one, /[\n",]/)).join(', ')}` : ''
  return Object.entries(value)
    .map(([key, inner]) => linesOf(inner, way === '' ? key : `${way}.${key}`))
    .filter(Boolean)
    .join('\n')
}

const quoted = (text: string, unclear: RegExp) => (unclear.test(text) ? JSON.stringify(text) : text)
