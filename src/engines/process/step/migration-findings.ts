/** Whether a migration plan fits two versions of a process, and an instance of the first. Pure. */
import type { Graph, Node } from '../model/graph.ts'
import type { MigrationPlan } from './event.ts'
import type { Done, Element, State } from './state.ts'

/** One reason why a plan does not fit: at which element of the source version, and what to do. */
export type MigrationFinding = Readonly<{ code: string; node: string; message: string; cure: string }>

/** A plan worked out for two versions. */
export type Migrating = Readonly<{
  source: Graph
  target: Graph
  /** What is wrong with the plan itself, whatever the instance. */
  findings: readonly MigrationFinding[]
  /** The node of the target a node of the source becomes. */
  nodeOf: (index: number) => number | undefined
  /** The flow of the target with the same id. */
  flowOf: (index: number) => number | undefined
  /** Whether it was said on purpose what a node becomes. */
  isExplicit: (node: Node) => boolean
}>

/** Works out a plan: elements become those of the same id unless the plan names others. */
export function migrating(source: Graph, target: Graph, { mapping }: MigrationPlan): Migrating {
  const flows = new Map(target.flows.map(({ id, index }) => [id, index]))
  const nodeOf = (index: number) => {
    const id = source.nodes[index]?.id ?? ''
    return target.byId.get(Object.hasOwn(mapping, id) ? (mapping[id] ?? '') : id)
  }
  return {
    source,
    target,
    findings: planFindings(source, target, mapping),
    nodeOf,
    flowOf: (index) => flows.get(source.flows[index]?.id ?? ''),
    // The very same model means the same everywhere.
    isExplicit: ({ id }) => source.hash === target.hash || Object.hasOwn(mapping, id),
  }
}

function planFindings(source: Graph, target: Graph, mapping: MigrationPlan['mapping']): MigrationFinding[] {
  return Object.entries(mapping).flatMap(([from, to]) => {
    const node = source.nodes[source.byId.get(from) ?? -1]
    const other = target.nodes[target.byId.get(to) ?? -1]
    if (!node) return [finding('source_unknown', from, `The source has no element ${from}.`, 'Leave it out.')]
    if (!other) {
      return [finding('target_unknown', from, `The target has no element ${to}.`, 'Name one of the target.')]
    }
    return kindFindings(node, other)
  })
}

function finding(code: string, node: string, message: string, cure: string): MigrationFinding {
  return { code, node, message, cure }
}

function repetitionOf({ many }: Node): string {
  if (!many) return 'once'
  return many.loop ? 'in a loop' : many.sequential ? 'one after the other' : 'side by side'
}

/** What an element is, in words; elements of one kind can stand for each other. */
function kindOf({ kind, event, adHoc, transaction }: Node): string {
  if (event) return `${event.kind} ${kind}`
  return `${adHoc ? 'ad-hoc ' : ''}${transaction ? 'transactional ' : ''}${kind}`
}

const elsewhere = 'Map it to an element of the same kind, or move the token first with processes.modify.'

function kindFindings(node: Node, other: Node): MigrationFinding[] {
  if (kindOf(node) !== kindOf(other)) {
    const kinds = [node, other].map(kindOf)
    const message = `${node.id} is a ${kinds[0]} and ${other.id} a ${kinds[1]}.`
    return [finding('kind_changed', node.id, message, elsewhere)]
  }
  if (repetitionOf(node) === repetitionOf(other)) return []
  const message = `${node.id} and ${other.id} do not repeat in the same way.`
  return [finding('repetition_changed', node.id, message, 'Let it end, or move the token first.')]
}

/** Everything about an instance that the plan does not fit, at once. */
export function migrationFindings(ways: Migrating, state: Pick<State, 'elements'>): MigrationFinding[] {
  const all = state.elements.flatMap((element) => [
    ...(element.node < 0 ? [] : elementFindings(ways, element)),
    ...heldFindings(ways, element),
    ...(element.chosen ?? []).flatMap(({ node }) => chosenFindings(ways, node)),
    ...(element.done ?? []).flatMap((done) => doneFindings(ways, done)),
  ])
  const seen = new Map(all.map((one) => [`${one.code} ${one.node} ${one.message}`, one]))
  return [...seen.values()]
}

function elementFindings(ways: Migrating, element: Element): MigrationFinding[] {
  const node = ways.source.nodes[element.node]
  const index = ways.nodeOf(element.node)
  if (!node) throw new Error(`the state has an element ${element.id} that its graph does not know`)
  const other = ways.target.nodes[index ?? -1]
  if (!other) {
    return [finding('element_deleted', node.id, `A token is at ${node.id}, which is gone.`, elsewhere)]
  }
  const isBody = element.many !== undefined
  const message = `Many instances of ${node.id} are under way.`
  const cure = `Say that they go on: add "${node.id}": "${other.id}" to the mapping.`
  return [
    ...kindFindings(node, other),
    ...scopeFindings(ways, node, other, element),
    ...(isBody && !ways.isExplicit(node) ? [finding('repetition_not_mapped', node.id, message, cure)] : []),
  ]
}

/**
 * The tree of scopes stays as it is: an element lives on in what its scope becomes. The diagram tells its scope, because
 * what undoes a part of a scope that has completed lives in a scope around it.
 */
function scopeFindings(ways: Migrating, node: Node, other: Node, element: Element): MigrationFinding[] {
  // One of many lives in its body, which is the same node.
  if (element.item !== undefined) return []
  const around = ways.source.scopes[node.scope]?.node ?? -1
  const host = around < 0 ? -1 : ways.nodeOf(around)
  if (host === undefined || ways.target.scopes[other.scope]?.node === host) return []
  const message = `${node.id} lives in another scope than ${other.id}.`
  return [finding('scope_changed', node.id, message, elsewhere)]
}

/** Tokens that wait at a join stay only where it was said that the join means the same. */
function heldFindings(ways: Migrating, { held }: Element): MigrationFinding[] {
  return Object.keys(held ?? {}).flatMap((key) => {
    const flow = ways.source.flows[Number(key)]
    const join = ways.source.nodes[flow?.target ?? -1]
    if (!flow || !join) throw new Error(`a token waits on the flow ${key}, which its graph does not know`)
    if (!ways.isExplicit(join)) {
      const message = `A token waits at the join ${join.id}.`
      const cure = `Say that it means the same: add "${join.id}": "${join.id}" to the mapping.`
      return [finding('join_not_mapped', join.id, message, cure)]
    }
    const other = ways.flowOf(flow.index)
    if (other !== undefined && ways.target.flows[other]?.target === ways.nodeOf(join.index)) return []
    const message = `A token waits on the flow ${flow.id}, which does not lead to that join in the target.`
    return [finding('join_changed', join.id, message, 'Take the token away first with processes.modify.')]
  })
}

/** What was chosen in an ad-hoc subprocess and waits for its turn must be there. */
function chosenFindings(ways: Migrating, index: number): MigrationFinding[] {
  if (ways.nodeOf(index) !== undefined) return []
  const id = ways.source.nodes[index]?.id ?? ''
  const message = `${id} was chosen and waits for its turn, but is gone.`
  return [finding('element_deleted', id, message, 'Map it to an element of the same kind.')]
}

/** What has completed must be undone in the target by the same kind of thing as in the source. */
function doneFindings(ways: Migrating, { node: index, inner = [] }: Done): MigrationFinding[] {
  const node = ways.source.nodes[index]
  const other = ways.target.nodes[ways.nodeOf(index) ?? -1]
  if (!node) throw new Error(`the state knows a completed node ${index} that its graph does not know`)
  const deeper = inner.flatMap((one) => doneFindings(ways, one))
  if (other && undoneBy(ways.source, node) === undoneBy(ways.target, other)) return deeper
  const message = `${node.id} has completed and can be undone, but not in the same way in the target.`
  const cure =
    'Map it to an activity that is undone by a handler too, or let the instance end in its version.'
  return [finding('undoing_changed', node.id, message, cure), ...deeper]
}

function undoneBy(graph: Graph, node: Node): string {
  if (node.handler >= 0) return 'handler'
  return (graph.scopes[node.inner]?.undo ?? -1) >= 0 ? 'event subprocess' : 'its parts'
}
