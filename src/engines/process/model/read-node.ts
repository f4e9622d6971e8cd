/** One flow node of the diagram, whatever its family, as the draft of a node of the graph. */
import type { Findings } from './findings.ts'
import type { AdHoc, EventDefinition, Kind, Listener, Listeners, Many, Mapping, Work } from './graph.ts'
import { type Item, item, items, typeName } from './item.ts'
import { type Place, readEvent, readMessage, refuseOperation } from './read-event.ts'
import { readListeners } from './read-listeners.ts'
import { readAdHoc, readMany } from './read-many.ts'
import { readCall, readPublish, readRule, readScript, readService, readUser } from './read-work.ts'
import { type Extensions, extensionsOf, readMappings } from './reader.ts'

/** What a node means, before it is wired. */
export type Meaning = {
  kind: Kind
  event: EventDefinition | null
  work: Work | null
  many: Many | null
  adHoc: AdHoc | null
  interrupting: boolean
  inputs: Mapping[]
  outputs: Mapping[]
  listeners: Listeners
}

const listeners = ['ExecutionListeners']

/** Extensions read on each BPMN type; a type that is not listed here is not executed. */
const executed: Readonly<Record<string, readonly string[]>> = {
  StartEvent: ['IoMapping', 'FormDefinition', ...listeners],
  EndEvent: ['IoMapping', 'TaskDefinition', 'TaskHeaders', 'PublishMessage', ...listeners],
  IntermediateCatchEvent: ['IoMapping', ...listeners],
  IntermediateThrowEvent: ['IoMapping', 'TaskDefinition', 'TaskHeaders', 'PublishMessage', ...listeners],
  BoundaryEvent: ['IoMapping', ...listeners],
  ExclusiveGateway: listeners,
  ParallelGateway: listeners,
  InclusiveGateway: listeners,
  EventBasedGateway: listeners,
  Task: ['IoMapping', ...listeners],
  ManualTask: ['IoMapping', ...listeners],
  UserTask: [
    ...['IoMapping', 'AssignmentDefinition', 'TaskSchedule', 'PriorityDefinition'],
    ...['FormDefinition', 'UserTask', 'TaskHeaders', 'TaskListeners', ...listeners],
  ],
  ServiceTask: ['IoMapping', 'TaskDefinition', 'TaskHeaders', 'LinkedResources', ...listeners],
  SendTask: ['IoMapping', 'TaskDefinition', 'TaskHeaders', 'PublishMessage', ...listeners],
  ReceiveTask: ['IoMapping', ...listeners],
  ScriptTask: ['IoMapping', 'TaskDefinition', 'TaskHeaders', 'Script', ...listeners],
  BusinessRuleTask: ['IoMapping', 'TaskDefinition', 'TaskHeaders', 'CalledDecision', ...listeners],
  SubProcess: ['IoMapping', ...listeners],
  Transaction: ['IoMapping', ...listeners],
  AdHocSubProcess: ['IoMapping', 'AdHoc', ...listeners],
  CallActivity: ['IoMapping', 'CalledElement', ...listeners],
}

const gateways: Readonly<Record<string, Kind>> = {
  ExclusiveGateway: 'exclusive',
  ParallelGateway: 'parallel',
  InclusiveGateway: 'inclusive',
  EventBasedGateway: 'event-gateway',
}

/** Whether the type is executed at all. */
export function isExecuted(of: Item): boolean {
  return typeName(of) in executed
}

/** Where a node stands, as far as it changes what the node means. */
export type Surroundings = Readonly<{
  /** Directly in an event subprocess, whose start waits for an event. */
  eventSubprocess: boolean
  /** Directly in the process. */
  process: boolean
  /** Ids of what an instantiating gateway leads to. */
  first: ReadonlySet<string>
}>

/** Reads the meaning of a node. */
export function readNode(of: Item, surroundings: Surroundings, findings: Findings): Meaning {
  const type = typeName(of)
  const extensions = extensionsOf(of, executed[type] ?? [], findings)
  const mappings = readMappings(of, extensions, findings)
  refuseUnread(of, findings)
  const heard = readListeners(of, extensions, findings)
  const meaning: Meaning = {
    kind: 'task',
    event: null,
    work: null,
    many: readMany(of, findings),
    adHoc: null,
    interrupting: true,
    listeners: { start: heard.start, end: heard.end },
    ...mappings,
  }
  const gateway = gateways[type]
  if (gateway) return { ...meaning, kind: readGateway(of, gateway, findings) }
  if (type.endsWith('Event')) {
    return {
      ...meaning,
      ...readEventNode(of, type, surroundings, extensions, findings),
    }
  }
  const activity = readActivity(of, type, surroundings, extensions, findings)
  return listenToAssigning({ ...meaning, ...activity }, heard.assigning)
}

/** A task that names who has it is given to them when it is offered, if it names anybody then. */
function listenToAssigning(meaning: Meaning, assigning: readonly Listener[]): Meaning {
  const { work, listeners: own } = meaning
  if (work?.kind !== 'user' || assigning.length === 0) return meaning
  const { assignee } = work
  const named = assignee ? assigning.map((one) => ({ ...one, onlyIf: assignee })) : []
  return { ...meaning, work: { ...work, assigning }, listeners: { ...own, start: [...own.start, ...named] } }
}

function readGateway(of: Item, kind: Kind, findings: Findings): Kind {
  if (kind !== 'event-gateway') return kind
  if (of['eventGatewayType'] === 'Parallel') {
    const message = 'A parallel event-based gateway is not executed.'
    findings.error(of, 'event_gateway_variant', message, 'Use one catch event after the other.')
  }
  return kind
}

function readEventNode(
  of: Item,
  type: string,
  { eventSubprocess, process, first }: Surroundings,
  extensions: Extensions,
  findings: Findings,
): Partial<Meaning> {
  if (type === 'StartEvent') {
    const place: Place = eventSubprocess ? 'event-start' : 'start'
    const event = readEvent(of, place, extensions, findings)
    if (!eventSubprocess && !process && event.kind !== 'none') {
      const message = 'A subprocess starts when it is reached, not by an event.'
      findings.error(of, 'event_not_executed', message, 'Use a start event without definition.')
    }
    if (extensions.has('FormDefinition') && (!process || event.kind !== 'none')) {
      const message = 'The form is kept but not read: nobody starts a process by this event.'
      findings.warning(
        of,
        'start_form_not_read',
        message,
        'Name the form at a start event without definition.',
      )
    }
    const interrupting = of['isInterrupting'] !== false
    if (event.kind === 'error') requireInterrupting(of, interrupting, findings)
    return { kind: 'start', event, interrupting }
  }
  if (type === 'BoundaryEvent') {
    const event = readEvent(of, 'boundary', extensions, findings)
    // A transaction that is cancelled is left: there is no cancelling beside it.
    const interrupting = of['cancelActivity'] !== false || event.kind === 'cancel'
    if (event.kind === 'error') requireInterrupting(of, interrupting, findings)
    return { kind: 'boundary', event, interrupting }
  }
  if (type === 'IntermediateCatchEvent') {
    const place: Place = first.has(of.id ?? '') ? 'first' : 'catch'
    return { kind: 'catch', event: readEvent(of, place, extensions, findings) }
  }
  const place: Place = type === 'EndEvent' ? 'end' : 'throw'
  const event = readEvent(of, place, extensions, findings)
  if (event.kind === 'message') return { ...readSender(of, extensions, event, findings), event }
  return { kind: place, event }
}

function requireInterrupting(of: Item, interrupting: boolean, findings: Findings): void {
  if (interrupting) return
  findings.error(of, 'error_interrupts', 'An error always interrupts.', 'Make the event interrupting.')
}

/** Throwing a message is running a command, or publishing to the waiting instances. */
function readSender(
  of: Item,
  extensions: Extensions,
  event: EventDefinition | null,
  findings: Findings,
): Pick<Meaning, 'kind' | 'work'> {
  if (!extensions.has('TaskDefinition'))
    return { kind: 'publish', work: readPublish(of, extensions, event, findings) }
  if (extensions.has('PublishMessage')) {
    const message = 'The message is sent by a command and published, too.'
    findings.error(of, 'sent_twice', message, 'Keep zeebe:taskDefinition or zeebe:publishMessage.')
  }
  return { kind: 'service', work: readService(of, extensions, findings) }
}

function readActivity(
  of: Item,
  type: string,
  { first }: Surroundings,
  extensions: Extensions,
  findings: Findings,
): Partial<Meaning> {
  refuseOperation(of, of, findings)
  switch (type) {
    case 'UserTask':
      return { kind: 'user', work: readUser(of, extensions, findings) }
    case 'ServiceTask':
      return { kind: 'service', work: readService(of, extensions, findings) }
    case 'SendTask': {
      const message = item(of, 'messageRef')
      const event = message ? readMessage(of, message, 'throw', findings) : null
      return readSender(of, extensions, event, findings)
    }
    case 'ReceiveTask': {
      const place: Place = of['instantiate'] === true || first.has(of.id ?? '') ? 'first' : 'catch'
      return { kind: 'receive', event: readMessage(of, item(of, 'messageRef'), place, findings) }
    }
    case 'ScriptTask':
      if (extensions.has('TaskDefinition'))
        return { kind: 'service', work: readService(of, extensions, findings) }
      return { kind: 'script', work: readScript(of, extensions, findings) }
    case 'BusinessRuleTask':
      if (extensions.has('TaskDefinition'))
        return { kind: 'service', work: readService(of, extensions, findings) }
      return { kind: 'rule', work: readRule(of, extensions, findings) }
    case 'CallActivity':
      return { kind: 'call', work: readCall(of, extensions, findings) }
    case 'SubProcess':
    case 'Transaction':
      return { kind: of['triggeredByEvent'] === true ? 'event-subprocess' : 'subprocess' }
    case 'AdHocSubProcess':
      return { kind: 'subprocess', adHoc: readAdHoc(of, extensions, findings) }
    default:
      return { kind: 'task' }
  }
}

/** Attributes and parts of BPMN that mean something to other engines and nothing here. */
function refuseUnread(of: Item, findings: Findings): void {
  for (const quantity of ['startQuantity', 'completionQuantity']) {
    if (of[quantity] === undefined || of[quantity] === 1) continue
    findings.error(of, 'quantity_not_one', `The ${quantity} is not 1.`, 'Leave it at 1.')
  }
  if (items(of, 'resources').length > 0) {
    const message = 'Performers and potential owners are not executed.'
    findings.error(
      of,
      'resource_not_executed',
      message,
      'Say who does the task in zeebe:assignmentDefinition.',
    )
  }
  for (const association of [...items(of, 'dataInputAssociations'), ...items(of, 'dataOutputAssociations')]) {
    if (!item(association, 'transformation') && items(association, 'assignment').length === 0) continue
    const message = 'Data associations with assignments are not executed.'
    findings.error(of, 'data_association', message, 'Map variables with zeebe:ioMapping.')
  }
}
