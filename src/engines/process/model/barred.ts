/**
 * What an engine that has become stricter does with definitions that are in force: they were accepted by the rules of their
 * day, and instances of them are under way.
 */
import type { Finding } from './findings.ts'
import type { Graph, Node } from './graph.ts'

/**
 * Findings that keep a model from coming into force, and no model that is in force from running: what they speak of is left
 * out, or does what it did. A finding that is not here is about what cannot be executed.
 */
export const tolerated: ReadonlySet<string> = new Set([
  // What is beside the element: it was never read.
  ...['extension_not_executed', 'extension_twice', 'listener_not_executed', 'attribute_not_executed'],
  ...['mapping_not_executed', 'multi_instance_data', 'data_association', 'resource_not_executed'],
  ...['operation_not_executed', 'correlation_not_executed', 'quantity_not_one', 'event_subprocess_extras'],
  ...['expression_language', 'model_not_understood', 'sent_twice'],
  // What is less than was meant, and runs.
  ...['form_missing', 'form_invalid', 'due_date_missing', 'retries_invalid', 'retry_backoff_invalid'],
  ...['secret_not_filled'],
  ...['filter_unclear', 'ad_hoc_empty'],
  // What is ambiguous: the first counts, or all do.
  ...['catch_ambiguous', 'link_ambiguous', 'starts_ambiguous', 'event_gateway_alone'],
  ...['condition_ignored', 'default_elsewhere', 'flow_without_condition'],
])

/**
 * Bars the elements that cannot be executed: an instance that reaches one has an incident there. A finding about a flow is
 * one about the element it leaves, a finding about the process or the file one about all elements.
 */
export function barUnexecuted(graph: Graph, findings: readonly Finding[]): Graph {
  const grave = findings.filter(({ severity, code }) => severity === 'error' && !tolerated.has(code))
  if (grave.length === 0) return graph
  const reasons = new Map<string, string>()
  for (const { element, message, cure } of grave) {
    const source = graph.flows.find(({ id }) => id === element)?.source
    const place = element === graph.key ? '' : (graph.nodes[source ?? -1]?.id ?? element)
    if (!reasons.has(place)) reasons.set(place, `${message} ${cure}`)
  }
  const nodes = graph.nodes.map((node): Node => {
    const barred = reasons.get(node.id) ?? reasons.get('')
    return barred === undefined ? node : { ...node, barred }
  })
  return { ...graph, nodes }
}
