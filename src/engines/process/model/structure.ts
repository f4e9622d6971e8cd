/** Rules of structure: what BPMN forbids and what could never run. All errors. */
import type { Draft, DraftNode, DraftScope } from './draft.ts'
import type { Findings } from './findings.ts'
import type { Flow } from './graph.ts'
import { startOf } from './wire-compensation.ts'

const activities = new Set([
  'task',
  'user',
  'service',
  'publish',
  'receive',
  'script',
  'rule',
  'subprocess',
  'call',
])

/** Checks every node and scope of a draft whose flows are wired. */
export function checkStructure(draft: Draft, flows: readonly Flow[], findings: Findings): void {
  for (const node of draft.nodes) {
    checkEnds(node, findings)
    checkUnmapped(draft, flows, node, findings)
    if (node.kind === 'boundary') checkHost(draft, node, findings)
    if (node.kind === 'event-gateway') checkEventGateway(draft, flows, node, findings)
  }
  for (const scope of draft.scopes) checkScope(draft, scope, findings)
}

function checkEnds(node: DraftNode, findings: Findings): void {
  const aside = node.kind === 'event-subprocess' || node.undoes
  const noWayIn = node.kind === 'start' || node.kind === 'boundary' || aside
  if (noWayIn && node.incoming.length > 0) {
    const message = 'A flow leads into an element that is started by itself or by an event.'
    findings.error(node, 'incoming_not_allowed', message, 'Lead the flow to another element.')
  }
  const undoing = node.kind === 'boundary' && node.event?.kind === 'compensate'
  const noWayOut = node.kind === 'end' || aside || undoing || isEndEvent(node)
  if (noWayOut && node.outgoing.length > 0) {
    const message = 'A flow leaves an element after which nothing can follow.'
    findings.error(node, 'outgoing_not_allowed', message, 'Remove the flow.')
  }
  if (node.event?.kind === 'link') {
    const [wrong, way] = node.kind === 'catch' ? [node.incoming, 'into'] : [node.outgoing, 'out of']
    if (wrong.length > 0) {
      const message = `A flow leads ${way} this half of a link.`
      findings.error(node, 'link_with_flow', message, 'Remove the flow; the link is the way.')
    }
  }
}

/** Where nothing would ever evaluate an input mapping or a multi-instance, there must be none. */
function checkUnmapped(draft: Draft, flows: readonly Flow[], node: DraftNode, findings: Findings): void {
  const [first] = node.incoming
  const source = draft.nodes[flows[first ?? -1]?.source ?? -1]
  const chosen = source?.kind === 'event-gateway'
  const neverMapped = ['start', 'boundary', 'event-subprocess'].includes(node.kind) || chosen
  if (neverMapped && node.inputs.length > 0) {
    const message = 'Input mappings are not executed here: the element begins with its event.'
    findings.error(node, 'mapping_not_executed', message, 'Map on the element before, or in output mappings.')
  }
  checkListeners(node, neverMapped, findings)
  if (node.kind !== 'event-subprocess') return
  if (node.many || node.outputs.length > 0) {
    const message = 'An event subprocess has neither many instances nor output mappings.'
    findings.error(node, 'event_subprocess_extras', message, 'Put them on a subprocess inside it.')
  }
}

/** Events after which the element is not there any more: nothing could listen to its end. */
const endless = new Set(['error', 'terminate', 'cancel', 'link'])

/** A gateway is there only until it has chosen its flows. */
const gateways = new Set(['exclusive', 'parallel', 'inclusive', 'event-gateway'])

function checkListeners(node: DraftNode, neverPrepared: boolean, findings: Findings): void {
  const { start, end } = node.listeners
  if (start.length > 0 && (neverPrepared || node.event?.kind === 'link')) {
    const message = 'A listener to its start is not executed: the element begins with its event.'
    findings.error(node, 'listener_not_executed', message, 'Listen to the end, or to the element before.')
  }
  const ended = node.kind === 'event-subprocess' || gateways.has(node.kind)
  const gone = ended || (node.event !== null && endless.has(node.event.kind))
  const catches = node.kind === 'start' || node.kind === 'boundary'
  if (end.length > 0 && gone && !catches) {
    const message = 'A listener to its end is not executed: nothing is left of the element then.'
    findings.error(node, 'listener_not_executed', message, 'Listen to the start, or to the element before.')
  }
}

function isEndEvent(node: DraftNode): boolean {
  return node.source.$type === 'bpmn:EndEvent'
}

function checkHost(draft: Draft, node: DraftNode, findings: Findings): void {
  const host = draft.nodes[node.host]
  if (!host || (activities.has(host.kind) && !host.source.$type.endsWith('Event'))) return
  findings.error(
    node,
    'boundary_host',
    'The boundary event sits on no activity.',
    'Attach it to an activity.',
  )
}

function checkEventGateway(draft: Draft, flows: readonly Flow[], node: DraftNode, findings: Findings): void {
  if (node.outgoing.length < 2) {
    const message = 'An event-based gateway needs at least two events to choose from.'
    findings.error(node, 'event_gateway_alone', message, 'Add an event or use the event alone.')
  }
  for (const index of node.outgoing) {
    const target = draft.nodes[flows[index]?.target ?? -1]
    if (!target) continue
    const waits = (target.kind === 'catch' && target.event?.kind !== 'link') || target.kind === 'receive'
    if (!waits) {
      const message = 'After an event-based gateway only catch events and receive tasks may follow.'
      findings.error(target, 'event_gateway_target', message, 'Put a catch event there.')
    }
    if (target.incoming.length > 1) {
      const message = 'An event of an event-based gateway has a second way in.'
      findings.error(target, 'event_gateway_target', message, 'Remove the other flow.')
    }
    if (target.boundaries.length > 0 || target.many) {
      const message = 'A receive task after an event-based gateway has boundary events or many instances.'
      findings.error(target, 'event_gateway_target', message, 'Use a message catch event.')
    }
  }
}

function checkScope(draft: Draft, scope: DraftScope, findings: Findings): void {
  const host = draft.nodes[scope.node]
  const at = host ?? { id: draft.process.id, name: draft.process.name }
  const starts = scope.nodes.flatMap((index) => {
    const node = draft.nodes[index]
    return node?.kind === 'start' ? [node] : []
  })
  const plain = starts.filter((node) => node.event?.kind === 'none')
  if (scope.nodes.length === 0) {
    findings.error(
      at,
      'scope_empty',
      'There is nothing inside to execute.',
      'Add a start event and what follows.',
    )
  }
  if (plain.length > 1) {
    const message = 'There is more than one start event without definition.'
    findings.error(at, 'starts_ambiguous', message, 'Keep one.')
  }
  const begins = scope.nodes.flatMap((index) => draft.nodes[index] ?? []).filter((node) => node.instantiates)
  for (const node of begins) checkBeginning(node, host !== undefined, findings)
  if (!host && starts.length === 0 && begins.length === 0) {
    findings.error(at, 'start_missing', 'The process has no start event.', 'Add a start event.')
  }
  if (host?.kind === 'event-subprocess' && starts.length !== 1) {
    const message = 'An event subprocess needs exactly one start event, with a definition.'
    findings.error(at, 'event_subprocess_start', message, 'Give it one start event.')
  }
  checkCatchesDistinct(draft, scope, findings)
  if (host?.adHoc) checkAdHoc(draft, scope, findings)
}

/** A process that begins with an event needs no start event; what begins it has nothing before it. */
function checkBeginning(node: DraftNode, nested: boolean, findings: Findings): void {
  if (nested || node.incoming.length > 0) {
    const message = 'What begins a process has something before it.'
    findings.error(node, 'instantiates_late', message, 'Put it at the start of the process, or let it wait.')
  }
  if (node.many || node.boundaries.length > 0) {
    const message = 'What begins a process has boundary events or many instances.'
    findings.error(node, 'instantiates_many', message, 'Begin the process with a message start event.')
  }
}

/** In an ad-hoc subprocess nothing begins or ends but its activities. */
function checkAdHoc(draft: Draft, scope: DraftScope, findings: Findings): void {
  const own = scope.nodes.flatMap((index) => draft.nodes[index] ?? [])
  for (const node of own) {
    if (node.kind !== 'start' && node.source.$type !== 'bpmn:EndEvent') continue
    const message = 'An ad-hoc subprocess has neither start nor end events.'
    findings.error(node, 'ad_hoc_event', message, 'Remove it; what nothing leads to can be chosen.')
  }
  if (own.some((node) => activities.has(node.kind) && !node.undoes)) return
  const host = draft.nodes[scope.node] ?? {}
  findings.error(host, 'ad_hoc_empty', 'There is no activity to choose.', 'Add one.')
}

/** Two catchers of the same error on one host: only one could ever win. */
function checkCatchesDistinct(draft: Draft, scope: DraftScope, findings: Findings): void {
  const seen = new Set<string>()
  for (const index of scope.nodes) {
    const node = draft.nodes[index]
    if (!node) continue
    const catcher = node.kind === 'event-subprocess' ? startOf(draft, node) : node
    if (!catcher?.event || (node.kind !== 'boundary' && node.kind !== 'event-subprocess')) continue
    const { event } = catcher
    if (event.kind !== 'error' && event.kind !== 'escalation') continue
    const key = `${node.host} ${event.kind} ${event.code?.text ?? ''}`
    if (seen.has(key)) {
      const message = `Two events here catch the same ${event.kind}.`
      findings.error(node, 'catch_ambiguous', message, 'Keep one, or give them different codes.')
    }
    seen.add(key)
  }
}
