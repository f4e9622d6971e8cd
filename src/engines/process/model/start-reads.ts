/**
 * What a process wants to be given at its start, where its model has no form that says so: the variables its first steps
 * read before anything else can have written them. Pure.
 */
import type { Expression } from './expression.ts'
import type { Graph, Mapping, Node } from './graph.ts'

/** A variable that is read, and the field of a command it goes to as it is, where it does. */
export interface StartRead {
  readonly name: string
  readonly goesTo: Readonly<{ command: string; field: string }> | null
}

/** The names of what a command answers with, or null where that is not known. */
export type ResultOf = (command: string) => readonly string[] | null

/** The variables that are read until the process first waits, or does what cannot be known beforehand. */
export function startReads(graph: Graph, resultOf: ResultOf): readonly StartRead[] {
  const reads = new Map<string, StartRead>()
  const written = new Set<string>()
  const seen = new Set<number>()
  const [root] = graph.scopes
  if (!root) return []
  const next = [...root.starts]
  const read = (name: string, local: ReadonlySet<string>, goesTo: StartRead['goesTo'] = null) => {
    if (written.has(name) || local.has(name)) return
    const known = reads.get(name)
    reads.set(name, { name, goesTo: known?.goesTo ?? goesTo })
  }
  // What interrupts the process waits from its beginning, by a key it starts with.
  for (const trigger of root.eventSubprocesses.flatMap((index) => triggersOf(graph, index)))
    for (const name of namesIn(trigger.event)) read(name, new Set())
  for (let index = next.shift(); index !== undefined; index = next.shift()) {
    const node = graph.nodes[index]
    if (!node || seen.has(index)) continue
    seen.add(index)
    readNode(graph, node, read)
    for (const name of writtenBy(node, resultOf) ?? []) written.add(name)
    next.push(...after(graph, node, resultOf))
  }
  return [...reads.values()]
}

function triggersOf(graph: Graph, index: number): Node[] {
  const inner = graph.scopes[graph.nodes[index]?.inner ?? -1]
  return (inner?.triggers ?? []).flatMap((trigger) => graph.nodes[trigger] ?? [])
}

type Read = (name: string, local: ReadonlySet<string>, goesTo?: StartRead['goesTo']) => void

function readNode(graph: Graph, node: Node, read: Read): void {
  const item = node.many?.item
  const local = new Set([...(node.many ? ['loopCounter'] : []), ...(item ? [item] : [])])
  for (const mapping of node.inputs) {
    for (const name of mapping.source.names) read(name, local, goesTo(node, mapping))
    const [target] = mapping.target
    if (target !== undefined) local.add(target)
  }
  const events = node.boundaries.map((index) => graph.nodes[index]?.event)
  const conditions = node.outgoing.map((index) => graph.flows[index]?.condition)
  // What collects the results of many reads what they have written.
  const { outputElement: _element, until: _until, loop: _loop, ...many } = node.many ?? {}
  for (const name of namesIn([node.event, node.work, many, events, conditions])) read(name, local)
}

/** A variable that an input of a command is made of, and of nothing else. */
function goesTo({ work }: Node, { source, target }: Mapping): StartRead['goesTo'] {
  const [field, ...deeper] = target
  if (work?.kind !== 'service' || !work.command.constant || field === undefined || deeper.length > 0)
    return null
  return source.text.trim() === source.names[0] ? { command: work.command.text, field } : null
}

/** The variables an element writes; null where nobody knows before it has run. */
function writtenBy({ work, outputs }: Node, resultOf: ResultOf): readonly string[] | null {
  if (outputs.length > 0) return outputs.flatMap(({ target }) => target[0] ?? [])
  if (work?.kind === 'script' || work?.kind === 'rule') return [work.result]
  if (work?.kind === 'service') return work.command.constant ? resultOf(work.command.text) : null
  return []
}

const waiting = new Set<Node['kind']>(['user', 'receive', 'catch', 'event-gateway', 'call', 'end'])

/** Where it goes on at once. */
function after(graph: Graph, node: Node, resultOf: ResultOf): readonly number[] {
  if (node.inner >= 0) return node.adHoc ? [] : (graph.scopes[node.inner]?.starts ?? [])
  if (waiting.has(node.kind) || writtenBy(node, resultOf) === null) return []
  return node.outgoing.flatMap((index) => graph.flows[index]?.target ?? [])
}

/** The variables that expressions anywhere in a part of the graph read. */
function namesIn(part: unknown): string[] {
  if (typeof part !== 'object' || part === null) return []
  if (isExpression(part)) return [...part.names]
  return Object.values(part).flatMap(namesIn)
}

const isExpression = (part: object): part is Expression => 'evaluate' in part && 'names' in part
