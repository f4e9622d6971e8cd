/** Event definitions: what an event waits for or does, and which kinds may stand where. */
import { type Expression, fixed } from './expression.ts'
import type { Findings } from './findings.ts'
import type { ConditionFilter, EventDefinition } from './graph.ts'
import { type Item, item, items, text, typeName } from './item.ts'
import {
  type Extensions,
  extensionsOf,
  formalText,
  readPairs,
  readValue,
  requireFeel,
  requireValue,
} from './reader.ts'
import { timerProblem } from './timer.ts'

/** Where an event stands decides which definitions it may have. */
export type Place = 'start' | 'first' | 'event-start' | 'catch' | 'throw' | 'boundary' | 'end'

const allowed: Readonly<Record<Place, readonly string[]>> = {
  start: ['none', 'message', 'timer', 'signal'],
  first: ['message', 'signal'],
  'event-start': ['message', 'timer', 'error', 'escalation', 'signal', 'conditional', 'compensate'],
  catch: ['message', 'timer', 'signal', 'link', 'conditional'],
  throw: ['none', 'message', 'signal', 'escalation', 'link', 'compensate'],
  boundary: [
    ...['message', 'timer', 'error', 'escalation', 'signal', 'conditional'],
    ...['compensate', 'cancel'],
  ],
  end: ['none', 'message', 'error', 'escalation', 'signal', 'terminate', 'compensate', 'cancel'],
}

const placeNames: Readonly<Record<Place, string>> = {
  start: 'a start event of a process',
  first: 'what a process begins with',
  'event-start': 'the start event of an event subprocess',
  catch: 'an intermediate catch event',
  throw: 'an intermediate throw event',
  boundary: 'a boundary event',
  end: 'an end event',
}

const none: EventDefinition = { kind: 'none' }

/** The definition of an event; a finding for whatever may not stand there. */
export function readEvent(
  at: Item,
  place: Place,
  extensions: Extensions,
  findings: Findings,
): EventDefinition {
  const definitions = items(at, 'eventDefinitions')
  if (definitions.length > 1 || at['parallelMultiple'] === true) {
    const message = 'The event has more than one definition.'
    findings.error(at, 'event_multiple', message, 'Use one event for each definition.')
    return none
  }
  if (Array.isArray(at['eventDefinitionRef']) && at['eventDefinitionRef'].length > 0) {
    const message = 'The event refers to a definition kept elsewhere.'
    findings.error(at, 'event_definition_ref', message, 'Define the event in place.')
  }
  const [definition] = definitions
  const kind = definition ? kindOf(definition) : 'none'
  if (!allowed[place].includes(kind)) {
    const message = `A ${kind} event cannot be ${placeNames[place]} here.`
    findings.error(at, 'event_not_executed', message, `Use one of: ${allowed[place].join(', ')}.`)
    return none
  }
  return definition ? readDefinition(at, definition, kind, place, extensions, findings) : none
}

/** `bpmn:TimerEventDefinition` is `timer`. */
function kindOf(definition: Item): string {
  return typeName(definition)
    .replace(/EventDefinition$/, '')
    .replace(/^./, (first) => first.toLowerCase())
}

function readDefinition(
  at: Item,
  definition: Item,
  kind: string,
  place: Place,
  extensions: Extensions,
  findings: Findings,
): EventDefinition {
  const within = extensionsOf(definition, kind === 'conditional' ? ['ConditionalFilter'] : [], findings, at)
  switch (kind) {
    case 'message':
      refuseOperation(at, definition, findings)
      // A command that sends needs no message of the diagram.
      if ((place === 'throw' || place === 'end') && extensions.has('TaskDefinition'))
        return { kind, name: fixed(''), key: null }
      return readMessage(at, item(definition, 'messageRef'), place, findings)
    case 'timer':
      return readTimer(at, definition, place, extensions, findings)
    case 'error':
      return { kind, code: readCode(at, definition, 'error', place, findings) }
    case 'escalation':
      return { kind, code: readCode(at, definition, 'escalation', place, findings) }
    case 'signal': {
      const signal = item(definition, 'signalRef')
      const name = requireValue(at, signal && text(signal, 'name'), 'name of the signal', findings)
      if (place !== 'throw' && place !== 'end')
        requireConstant(at, name, 'name of the signal', place, findings)
      return { kind, name }
    }
    case 'link': {
      const name = text(definition, 'name')
      if (!name) findings.error(at, 'value_missing', 'The name of the link is missing.', 'Name the link.')
      return { kind, name: name ?? '', target: -1 }
    }
    case 'conditional': {
      const condition = requireFeel(at, formalText(definition, 'condition', findings), 'condition', findings)
      return { kind, condition, filter: readFilter(at, within.get('ConditionalFilter'), findings) }
    }
    case 'compensate':
      return readCompensation(at, definition, place, findings)
    case 'cancel':
      return { kind }
    default:
      return { kind: 'terminate' }
  }
}

/** Which changes of variables a condition is looked at for; null when for all of them. */
function readFilter(at: Item, filter: Item | undefined, findings: Findings): ConditionFilter | null {
  if (!filter) return null
  const list = (name: string) =>
    (text(filter, name) ?? '')
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '')
  const events = list('variableEvents')
  if (events.some((event) => event !== 'create' && event !== 'update')) {
    const message = `The filter names the variable events ${events.join(', ')}.`
    findings.error(at, 'filter_unclear', message, 'Name create, update, both or none.')
  }
  const names = list('variableNames')
  const all = events.length === 0
  return {
    names: names.length > 0 ? names : null,
    created: all || events.includes('create'),
    updated: all || events.includes('update'),
  }
}

/** Only a throw says what to undo and whether it waits; which activity is meant is known once all are read. */
function readCompensation(at: Item, definition: Item, place: Place, findings: Findings): EventDefinition {
  const activityId = item(definition, 'activityRef')?.id ?? null
  const throws = place === 'throw' || place === 'end'
  if (!throws && activityId !== null) {
    const message = 'A compensation event that catches names no activity: where it stands says which.'
    findings.error(at, 'compensation_activity', message, 'Remove the reference to the activity.')
  }
  const wait = definition['waitForCompletion'] !== false
  return { kind: 'compensate', activityId: throws ? activityId : null, activity: -1, wait }
}

/** Interfaces and operations are a way to call that is not executed; the task definition is. */
export function refuseOperation(at: Item, holder: Item, findings: Findings): void {
  if (!item(holder, 'operationRef')) return
  const message = 'The operation it refers to is not executed.'
  findings.error(at, 'operation_not_executed', message, 'Name the command with zeebe:taskDefinition.')
}

/** A message by name; all but the start of a process need a correlation key to find their instance. */
export function readMessage(
  at: Item,
  message: Item | null,
  place: Place,
  findings: Findings,
): EventDefinition {
  if (!message) {
    findings.error(at, 'value_missing', 'The message is missing.', 'Choose or create a message.')
    return { kind: 'message', name: fixed(''), key: null }
  }
  const name = requireValue(at, text(message, 'name'), 'name of the message', findings)
  const extensions = extensionsOf(message, ['Subscription'], findings)
  const subscription = extensions.get('Subscription')
  const raw = subscription ? text(subscription, 'correlationKey') : null
  const begins = place === 'start' || place === 'first'
  if (begins) requireConstant(at, name, 'name of the message', place, findings)
  if (place === 'throw' || place === 'end') return { kind: 'message', name, key: null }
  if (begins) return { kind: 'message', name, key: null }
  return { kind: 'message', name, key: requireFeel(at, raw, 'correlation key of the message', findings) }
}

/** A start is found by name before there is an instance, so its name cannot depend on variables. */
function requireConstant(at: Item, value: Expression, what: string, place: Place, findings: Findings): void {
  if (value.constant || !['start', 'first'].includes(place)) return
  findings.error(
    at,
    'value_not_constant',
    `The ${what} is an expression, but a process that begins with it has no variables yet.`,
    'Give a fixed name.',
  )
}

function readCode(
  at: Item,
  definition: Item,
  kind: 'error' | 'escalation',
  place: Place,
  findings: Findings,
): Expression | null {
  const reference = item(definition, `${kind}Ref`)
  const raw = reference ? text(reference, `${kind}Code`) : null
  const throws = place === 'throw' || place === 'end'
  if (throws && raw === null) {
    findings.error(at, 'value_missing', `The code of the ${kind} is missing.`, `Give the ${kind} a code.`)
  }
  const code = readValue(at, raw, `code of the ${kind}`, findings)
  if (!throws && code && !code.constant) {
    const message = `The code of a catching ${kind} event is an expression.`
    findings.error(at, 'value_not_constant', message, 'Give a fixed code, or none to catch every one.')
  }
  return code
}

function readTimer(
  at: Item,
  definition: Item,
  place: Place,
  extensions: Extensions,
  findings: Findings,
): EventDefinition {
  const forms = (
    [
      ['date', 'timeDate'],
      ['duration', 'timeDuration'],
      ['cycle', 'timeCycle'],
    ] as const
  ).flatMap(([form, property]) => {
    const raw = formalText(definition, property, findings)
    return raw === null ? [] : [{ form, raw }]
  })
  const [first] = forms
  if (!first || forms.length > 1) {
    const message = 'A timer needs exactly one of date, duration and cycle.'
    findings.error(at, 'timer_unclear', message, 'Give one of the three.')
    return { kind: 'timer', form: 'date', value: fixed(''), catchUp: 'once', calendar: null }
  }
  const value = requireValue(at, first.raw, `${first.form} of the timer`, findings)
  const problem = value.constant ? timerProblem(first.form, first.raw) : null
  if (problem)
    findings.error(
      at,
      'timer_invalid',
      problem,
      'Write it in ISO 8601, such as PT4H or R3/P1D; a cycle may be cron.',
    )
  if (first.form === 'cycle' && place === 'catch') {
    findings.error(
      at,
      'timer_cycle',
      'A catch event waits once and cannot cycle.',
      'Give a date or a duration.',
    )
  }
  const { catchUp, calendar = null } = readPairs(extensions, 'Properties')
  if (calendar !== null && first.form !== 'duration') {
    const message = 'Only a duration is counted on a calendar, not a date or a cycle.'
    findings.error(at, 'timer_calendar', message, 'Give a duration, or a cron expression of working days.')
  }
  return {
    kind: 'timer',
    form: first.form,
    value,
    catchUp: catchUp === 'all' ? 'all' : 'once',
    calendar,
  }
}
