/** The tree of the diagram as drafts of nodes, flows and scopes, before the flows are wired. */
import type { Findings } from './findings.ts'
import type { Node } from './graph.ts'
import { type Item, item, items, typeName } from './item.ts'
import { isExecuted, type Meaning, readNode, type Surroundings } from './read-node.ts'

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

/** A node being built, with the element it was read from. */
export type DraftNode = Mutable<Node> & {
  incoming: number[]
  outgoing: number[]
  boundaries: number[]
  source: Item
}

/** A scope being built. */
export type DraftScope = { index: number; node: number; nodes: number[] }

/** All that was read of one process. */
export type Draft = {
  process: Item
  nodes: DraftNode[]
  scopes: DraftScope[]
  sequenceFlows: { item: Item; scope: number }[]
  associations: Item[]
  byId: Map<string, number>
}

/** Elements that draw or describe and are not flow nodes. */
const drawn = new Set(['DataObject', 'DataObjectReference', 'DataStoreReference'])

/** Deeper nesting than any reader follows; a bound against hostile files. */
const depthMax = 32

/** Reads the process and everything nested in it. */
export function draftProcess(process: Item, findings: Findings): Draft {
  const draft: Draft = {
    process,
    nodes: [],
    scopes: [],
    sequenceFlows: [],
    associations: [],
    byId: new Map(),
  }
  draftScope(draft, process, -1, false, 0, findings)
  return draft
}

function draftScope(
  draft: Draft,
  container: Item,
  node: number,
  eventSubprocess: boolean,
  depth: number,
  findings: Findings,
): number {
  const scope: DraftScope = { index: draft.scopes.length, node, nodes: [] }
  draft.scopes.push(scope)
  if (depth > depthMax) {
    const message = `Subprocesses are nested more than ${depthMax} deep.`
    findings.error(container, 'nesting_too_deep', message, 'Use call activities.')
    return scope.index
  }
  for (const artifact of items(container, 'artifacts')) {
    if (artifact.$type === 'bpmn:Association') draft.associations.push(artifact)
  }
  const elements = items(container, 'flowElements')
  const surroundings: Surroundings = {
    eventSubprocess,
    process: node === -1,
    first: firstEvents(elements),
  }
  for (const element of elements) {
    if (element.$type === 'bpmn:SequenceFlow') draft.sequenceFlows.push({ item: element, scope: scope.index })
    else if (!drawn.has(typeName(element))) {
      draftNode(draft, element, scope, surroundings, depth, findings)
    }
  }
  return scope.index
}

/** The ids of what an instantiating gateway leads to: a process begins with one of them. */
function firstEvents(elements: readonly Item[]): Set<string> {
  const flows = elements.filter(({ $type }) => $type === 'bpmn:SequenceFlow')
  const first = flows.filter((flow) => item(flow, 'sourceRef')?.['instantiate'] === true)
  return new Set(first.flatMap((flow) => item(flow, 'targetRef')?.id ?? []))
}

function draftNode(
  draft: Draft,
  element: Item,
  scope: DraftScope,
  surroundings: Surroundings,
  depth: number,
  findings: Findings,
): void {
  const { id } = element
  if (!id) {
    const message = `A ${typeName(element)} has no id.`
    findings.error(element, 'id_missing', message, 'Give every element an id.')
    return
  }
  if (!isExecuted(element)) {
    const cure = 'Model it with the elements in the table of the process engine.'
    findings.error(element, 'element_not_executed', `A ${typeName(element)} is not executed.`, cure)
  }
  const meaning: Meaning = readNode(element, surroundings, findings)
  const node: DraftNode = {
    index: draft.nodes.length,
    id,
    name: element.name ?? id,
    scope: scope.index,
    incoming: [],
    outgoing: [],
    defaultFlow: -1,
    boundaries: [],
    host: -1,
    inner: -1,
    instantiates: element['instantiate'] === true,
    transaction: element.$type === 'bpmn:Transaction',
    undoes: element['isForCompensation'] === true,
    handler: -1,
    source: element,
    ...meaning,
  }
  draft.nodes.push(node)
  draft.byId.set(id, node.index)
  scope.nodes.push(node.index)
  if (node.kind === 'subprocess' || node.kind === 'event-subprocess') {
    const isEvent = node.kind === 'event-subprocess'
    node.inner = draftScope(draft, element, node.index, isEvent, depth + 1, findings)
  }
}

/** Ties boundary events to the activities they sit on. */
export function attachBoundaries(draft: Draft, findings: Findings): void {
  for (const node of draft.nodes) {
    if (node.kind !== 'boundary') continue
    const attached = item(node.source, 'attachedToRef')
    const host = attached?.id === undefined ? undefined : draft.byId.get(attached.id)
    const activity = host === undefined ? undefined : draft.nodes[host]
    if (!activity || activity.scope !== node.scope) {
      const message = 'The boundary event is not attached to an activity of its own scope.'
      findings.error(node, 'boundary_detached', message, 'Attach it to an activity.')
      continue
    }
    node.host = activity.index
    activity.boundaries.push(node.index)
  }
}
