/** What the tasks do: people's work, commands, decisions, scripts, calls. */
import { fixed } from './expression.ts'
import type { Findings } from './findings.ts'
import type {
  Binding,
  CallWork,
  EventDefinition,
  PublishWork,
  RuleWork,
  ScriptWork,
  ServiceWork,
  UserWork,
} from './graph.ts'
import { type Item, items, text } from './item.ts'
import { readReminders } from './read-reminders.ts'
import { readRetry } from './read-retry.ts'
import {
  type Extensions,
  formNameOf,
  readFeel,
  readPairs,
  readValue,
  requireFeel,
  requireValue,
} from './reader.ts'
import { isTranslation } from './translations.ts'

/** A command of the firm, named by the type of the task definition. */
export function readService(at: Item, extensions: Extensions, findings: Findings): ServiceWork {
  const definition = extensions.get('TaskDefinition')
  if (!definition) {
    findings.error(
      at,
      'value_missing',
      'The task has no task definition.',
      'Name the command in zeebe:taskDefinition.',
    )
  }
  const raw = definition ? text(definition, 'type') : null
  const command = definition ? requireValue(at, raw, 'type of the task definition', findings) : fixed('')
  const retry = readRetry(at, extensions, findings)
  return { kind: 'service', command, retry, headers: readHeaders(extensions) }
}

/** The headers of a task; resources it is linked with come as the header `linkedResources`, a list in JSON. */
function readHeaders(extensions: Extensions): ServiceWork['headers'] {
  const headers = readPairs(extensions, 'TaskHeaders')
  const linked = extensions.get('LinkedResources')
  if (!linked) return headers
  const names = ['resourceId', 'resourceType', 'linkName', 'bindingType', 'versionTag']
  const resources = items(linked, 'values').map((resource) =>
    Object.fromEntries(
      names.flatMap((name) => (resource[name] === undefined ? [] : [[name, resource[name]]])),
    ),
  )
  return { ...headers, linkedResources: JSON.stringify(resources) }
}

/** A message sent by a send task, a throw event or an end event without a command. */
export function readPublish(
  at: Item,
  extensions: Extensions,
  event: EventDefinition | null,
  findings: Findings,
): PublishWork {
  const publish = extensions.get('PublishMessage')
  if (!publish) {
    const cure = 'Name a command in zeebe:taskDefinition, or give a message and zeebe:publishMessage.'
    findings.error(at, 'value_missing', 'It is not said how the message is sent.', cure)
  }
  const raw = (property: string) => (publish ? text(publish, property) : null)
  const name = event?.kind === 'message' ? event.name : fixed('')
  return {
    kind: 'publish',
    name,
    key: readValue(at, raw('correlationKey'), 'correlation key', findings) ?? fixed(''),
    messageId: readValue(at, raw('messageId'), 'message id', findings),
    timeToLive: readValue(at, raw('timeToLive'), 'time to live', findings),
  }
}

/** A FEEL script inside the model. */
export function readScript(at: Item, extensions: Extensions, findings: Findings): ScriptWork {
  const script = extensions.get('Script')
  if (!script || text(at, 'script')) {
    const message = 'Only FEEL scripts of zeebe:script are executed.'
    findings.error(at, 'script_not_executed', message, 'Write the script as zeebe:script in FEEL.')
  }
  const expression = requireFeel(
    at,
    script ? text(script, 'expression') : null,
    'expression of the script',
    findings,
  )
  return { kind: 'script', expression, result: resultVariable(at, script, findings) }
}

/** A deployed decision. */
export function readRule(at: Item, extensions: Extensions, findings: Findings): RuleWork {
  const called = extensions.get('CalledDecision')
  if (!called) {
    const cure = 'Name the decision in zeebe:calledDecision, or a command in zeebe:taskDefinition.'
    findings.error(at, 'value_missing', 'The task has no decision.', cure)
  }
  const raw = called ? text(called, 'decisionId') : null
  return {
    kind: 'rule',
    decision: called ? requireValue(at, raw, 'id of the decision', findings) : fixed(''),
    ...readBinding(at, called, findings),
    result: resultVariable(at, called, findings),
  }
}

function resultVariable(at: Item, holder: Item | undefined, findings: Findings): string {
  const name = holder ? text(holder, 'resultVariable') : null
  if (holder && !name)
    findings.error(at, 'value_missing', 'The result variable is missing.', 'Name the variable.')
  return name ?? ''
}

/** A called process. */
export function readCall(at: Item, extensions: Extensions, findings: Findings): CallWork {
  const called = extensions.get('CalledElement')
  const raw = called ? text(called, 'processId') : null
  if (text(at, 'calledElement')) {
    const message = 'The calledElement attribute is not executed.'
    findings.error(
      at,
      'attribute_not_executed',
      message,
      'Name the process in zeebe:calledElement processId.',
    )
  }
  return {
    kind: 'call',
    process: requireValue(at, raw, 'id of the called process', findings),
    ...readBinding(at, called, findings),
    passAllIn: !called || text(called, 'propagateAllParentVariables') !== 'false',
    passAllOut: !called || text(called, 'propagateAllChildVariables') !== 'false',
  }
}

const bindings: readonly string[] = ['latest', 'deployment', 'versionTag'] satisfies Binding[]

const isBinding = (told: string): told is Binding => bindings.includes(told)

/** Which version of what is called is meant; a tag counts only where the binding is to one. */
function readBinding(
  at: Item,
  holder: Item | undefined,
  findings: Findings,
): { binding: Binding; versionTag: string | null } {
  const told = (holder && text(holder, 'bindingType')) ?? 'latest'
  if (!isBinding(told)) {
    const message = `The binding "${told}" is unknown.`
    findings.error(at, 'binding_not_executed', message, `Use one of: ${bindings.join(', ')}.`)
    return { binding: 'latest', versionTag: null }
  }
  const versionTag = told === 'versionTag' && holder ? text(holder, 'versionTag') : null
  if (told === 'versionTag' && versionTag === null) {
    const message = 'The version tag of the binding is missing.'
    findings.error(at, 'value_missing', message, 'Give the version tag.')
  }
  return { binding: told, versionTag }
}

/** Properties of a user task that narrow its queue to principals with these attributes. */
const queueAttributes = ['skill', 'region', 'entity']

const ownProperties = [
  ...['command', 'subject', 'exclude', 'once', 'escalate', 'remind', 'calendar'],
  ...queueAttributes,
]

/** People's work: who may do it, until when, and which commands complete it. */
export function readUser(at: Item, extensions: Extensions, findings: Findings): UserWork {
  const value = (type: string, attribute: string) => {
    const holder = extensions.get(type)
    const raw = holder ? text(holder, attribute) : null
    return readValue(at, raw, attribute, findings)
  }
  const properties = readPairs(extensions, 'Properties')
  for (const name of Object.keys(properties)) {
    if (isTranslation(name)) continue
    if (ownProperties.includes(name)) continue
    findings.warning(at, 'property_unknown', `The property ${name} is kept but not read.`, 'Nothing to do.')
  }
  const commands = (properties['command'] ?? '').split(/[\s,]+/).filter((name) => name !== '')
  const subject = readFeel(at, properties['subject'] ?? null, 'subject', findings)
  if (commands.length > 0 && !subject) {
    const message = 'The task is completed by a command, but it does not say on which subject.'
    findings.error(at, 'subject_missing', message, 'Give the property subject, in FEEL.')
  }
  return {
    kind: 'user',
    assignee: value('AssignmentDefinition', 'assignee'),
    candidateGroups: value('AssignmentDefinition', 'candidateGroups'),
    candidateUsers: value('AssignmentDefinition', 'candidateUsers'),
    dueDate: value('TaskSchedule', 'dueDate'),
    followUpDate: value('TaskSchedule', 'followUpDate'),
    priority: value('PriorityDefinition', 'priority'),
    form: readForm(extensions),
    schema: null,
    commands,
    subject,
    exclude: readFeel(at, properties['exclude'] ?? null, 'exclude', findings),
    once: readFeel(at, properties['once'] ?? null, 'once', findings),
    escalate: readFeel(at, properties['escalate'] ?? null, 'escalate', findings),
    remind: readReminders(at, properties['remind'] ?? null, extensions, findings),
    requires: queueAttributes.flatMap((attribute) => {
      const asked = readFeel(at, properties[attribute] ?? null, attribute, findings)
      return asked ? [{ attribute, value: asked }] : []
    }),
    assigning: [],
    calendar: properties['calendar'] ?? null,
    headers: readPairs(extensions, 'TaskHeaders'),
  }
}

function readForm(extensions: Extensions): string | null {
  const form = extensions.get('FormDefinition')
  return form ? formNameOf(form) : null
}
