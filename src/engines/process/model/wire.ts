/** Sequence flows, default flows and links: what leads where. */
import type { Draft, DraftNode } from './draft.ts'
import type { Findings } from './findings.ts'
import type { Flow } from './graph.ts'
import { type Item, item } from './item.ts'
import { extensionsOf, formalText, readFeel } from './reader.ts'

/** Node kinds whose outgoing flows may carry conditions. */
const chooses = new Set([
  ...['exclusive', 'inclusive', 'task', 'user', 'service', 'publish', 'receive', 'script', 'rule'],
  ...['subprocess', 'call'],
])

/** Wires the flows into the drafts and returns them, in document order. */
export function wireFlows(draft: Draft, findings: Findings): Flow[] {
  const flows: Flow[] = []
  for (const { item: element, scope } of draft.sequenceFlows) {
    extensionsOf(element, [], findings)
    const source = endOf(draft, element, 'sourceRef')
    const target = endOf(draft, element, 'targetRef')
    if (!source || !target || source.scope !== scope || target.scope !== scope) {
      const message = 'The flow does not connect two elements of its own scope.'
      findings.error(
        element,
        'flow_disconnected',
        message,
        'Connect both ends inside one subprocess or process.',
      )
      continue
    }
    const flow: Flow = {
      index: flows.length,
      id: element.id ?? `${source.id}->${target.id}`,
      name: element.name ?? '',
      source: source.index,
      target: target.index,
      condition: readCondition(element, source, findings),
    }
    flows.push(flow)
    source.outgoing.push(flow.index)
    target.incoming.push(flow.index)
    if (item(source.source, 'default') === element) source.defaultFlow = flow.index
  }
  for (const node of draft.nodes) checkDefault(node, flows, findings)
  return flows
}

function endOf(draft: Draft, flow: Item, property: string): DraftNode | undefined {
  const id = item(flow, property)?.id
  const index = id === undefined ? undefined : draft.byId.get(id)
  return index === undefined ? undefined : draft.nodes[index]
}

function readCondition(element: Item, source: DraftNode, findings: Findings) {
  const raw = formalText(element, 'conditionExpression', findings)
  if (raw === null) return null
  if (!chooses.has(source.kind) || source.source.$type.endsWith('Event')) {
    const message = 'The condition is ignored: its source does not choose between flows.'
    const cure = 'Put an exclusive or inclusive gateway in between, or remove the condition.'
    // A parallel split takes all its flows by definition; elsewhere the author can only have meant a choice.
    if (source.kind === 'parallel') findings.warning(element, 'condition_ignored', message, cure)
    else findings.error(element, 'condition_ignored', message, cure)
  }
  return readFeel(element, raw, 'condition', findings)
}

function checkDefault(node: DraftNode, flows: readonly Flow[], findings: Findings): void {
  const named = item(node.source, 'default')
  if (named && node.defaultFlow < 0) {
    const message = 'The default flow does not leave this element.'
    findings.error(node, 'default_elsewhere', message, 'Choose one of its own outgoing flows.')
  }
  const fallback = flows[node.defaultFlow]
  if (fallback?.condition) {
    const message = 'The default flow has a condition, which is never evaluated.'
    findings.warning(node, 'default_with_condition', message, 'Remove the condition or the default mark.')
  }
  if (node.kind !== 'exclusive' && node.kind !== 'inclusive') return
  if (node.outgoing.length < 2) return
  for (const index of node.outgoing) {
    const flow = flows[index]
    if (!flow || flow.condition || index === node.defaultFlow) continue
    const message = `The flow ${flow.name || flow.id} has no condition and is not the default.`
    findings.error(node, 'flow_without_condition', message, 'Give it a condition or make it the default.')
  }
}

/** Resolves link throws to the one catch of the same name in their scope. */
export function wireLinks(draft: Draft, findings: Findings): void {
  const catches = new Map<string, DraftNode>()
  for (const node of draft.nodes) {
    if (node.kind !== 'catch' || node.event?.kind !== 'link') continue
    const key = `${node.scope} ${node.event.name}`
    if (catches.has(key)) {
      const message = `Two link catch events are named ${node.event.name}.`
      findings.error(node, 'link_ambiguous', message, 'Keep one catch for each link name in a scope.')
    }
    catches.set(key, node)
  }
  for (const node of draft.nodes) {
    if (node.kind !== 'throw' || node.event?.kind !== 'link') continue
    const target = catches.get(`${node.scope} ${node.event.name}`)
    if (target) node.event = { ...node.event, target: target.index }
    else {
      const message = `No catch event of the link ${node.event.name} is in this scope.`
      findings.error(node, 'link_without_catch', message, 'Add the link catch event or correct the name.')
    }
  }
}
