/** The activities of a diagram: what each asks of the world when it begins. */
import type { Json, Variables } from '../model/expression.ts'
import type { Node, UserWork } from '../model/graph.ts'
import { instantOf } from '../model/timer.ts'
import { beginAdHoc } from './ad-hoc.ts'
import { dueIn, remindersAt } from './due.ts'
import type { Effect, TaskOffer } from './event.ts'
import { guarded, ModelTrouble } from './incident.ts'
import { complete, prepare } from './life.ts'
import type { Element } from './state.ts'
import { arm } from './subscription.ts'
import { armEventSubprocesses } from './trigger.ts'
import { declared, evaluate, inputOf, visible } from './variables.ts'
import { nodeAt, scopeOf, type Workspace } from './workspace.ts'

/** An activity that waits for what it asks for: prepared, then asked. */
export function beginWork(w: Workspace, element: Element): void {
  if (prepare(w, element)) askForWork(w, element)
}

/** Asks for the work of an element; also the retry of work that failed. */
export function askForWork(w: Workspace, element: Element): void {
  const node = nodeAt(w.graph, element.node)
  let asked: Effect | null = null
  const known = guarded(w, element, 'work_not_asked', () => {
    asked = request(w, element, node)
  })
  if (!known) return
  element.phase = 'active'
  if (asked) w.effects.push(asked)
}

function request(w: Workspace, element: Element, node: Node): Effect | null {
  const { work } = node
  const at = { element: element.id, node: node.id }
  switch (work?.kind) {
    case 'user':
      return { type: 'task', ...at, name: node.name, offer: offerOf(w, element, work) }
    case 'service': {
      const command = textOf(evaluate(w, work.command, element), 'name of the command')
      return { type: 'command', ...at, command, input: inputOf(element, node), headers: work.headers }
    }
    case 'rule': {
      const { result, binding, versionTag } = work
      const decision = textOf(evaluate(w, work.decision, element), 'id of the decision')
      const bound = binding === 'latest' ? {} : { binding, versionTag }
      return { type: 'decision', ...at, decision, ...bound, result, context: visible(w, element) }
    }
    case 'call': {
      const { binding, versionTag } = work
      const process = textOf(evaluate(w, work.process, element), 'id of the called process')
      const variables = work.passAllIn ? declared(w, element) : (element.vars ?? {})
      return { type: 'call', ...at, process, binding, versionTag, variables }
    }
    default:
      return null
  }
}

function offerOf(w: Workspace, element: Element, work: UserWork): TaskOffer {
  const value = (expression: UserWork['assignee']) => (expression ? evaluate(w, expression, element) : null)
  const assignee = value(work.assignee)
  const dueAt = instantText(w, value(work.dueDate), work)
  const plan = textsOf(value(work.remind), 'reminders').join()
  return {
    assignee: assignee === null ? null : textOf(assignee, 'assignee'),
    candidateGroups: textsOf(value(work.candidateGroups), 'candidate groups'),
    candidateUsers: textsOf(value(work.candidateUsers), 'candidate users'),
    dueAt,
    followUpAt: instantText(w, value(work.followUpDate), work),
    priority: priorityOf(value(work.priority)),
    form: work.form,
    commands: work.commands,
    subjects: textsOf(value(work.subject), 'subject'),
    exclude: textsOf(value(work.exclude), 'excluded people'),
    once: value(work.once) === true,
    escalateTo: textsOf(value(work.escalate), 'roles it goes to when late'),
    remindAt: dueAt === null || plan === '' ? [] : remindersAt(w, plan, dueAt, work.calendar),
    requires: work.requires.flatMap(({ attribute, value: asked }) =>
      textsOf(value(asked), attribute).map((wanted) => `${attribute}=${wanted}`),
    ),
    headers: work.headers,
    variables: element.vars ?? {},
  }
}

function textOf(value: Json, what: string): string {
  if (typeof value === 'string' && value.trim() !== '') return value.trim()
  throw new ModelTrouble(`The ${what} is ${JSON.stringify(value)}, not a text.`)
}

/** A list of texts, or one text with commas. */
function textsOf(value: Json, what: string): string[] {
  if (value === null) return []
  if (typeof value === 'string')
    return value
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '')
  if (Array.isArray(value)) return value.filter((part) => part !== null).map((part) => textOf(part, what))
  throw new ModelTrouble(`The ${what} are ${JSON.stringify(value)}, not a list of texts.`)
}

/** A date, or a duration from now, on the calendar of the task where it has one. */
function instantText(w: Workspace, value: Json, { calendar }: UserWork): string | null {
  if (value === null) return null
  const text = textOf(value, 'date')
  return text.startsWith('P') ? dueIn(w, text, calendar) : instantOf(text, w.clock.zone).toString()
}

/** 0 to 100 as in Camunda 8; 50 when nothing is said. */
function priorityOf(value: Json): number {
  if (value === null) return 50
  const number = typeof value === 'string' && /^\d{1,3}$/.test(value) ? parseInt(value, 10) : value
  if (typeof number === 'number' && Number.isInteger(number) && number >= 0 && number <= 100) return number
  throw new ModelTrouble(`The priority is ${JSON.stringify(value)}, not a whole number from 0 to 100.`)
}

/** A manual or undefined task is done as soon as it is reached. */
export function beginManual(w: Workspace, element: Element): void {
  if (prepare(w, element)) complete(w, element, {})
}

/** A receive task waits for its message. */
export function beginReceive(w: Workspace, element: Element): void {
  if (!prepare(w, element)) return
  if (guarded(w, element, 'event_not_armed', () => arm(w, element, element.node))) element.phase = 'active'
}

/** A script is evaluated at once; its value goes to the result variable. */
export function beginScript(w: Workspace, element: Element): void {
  const { work } = nodeAt(w.graph, element.node)
  if (work?.kind !== 'script' || !prepare(w, element)) return
  let result: Variables = {}
  const done = guarded(w, element, 'script_failed', () => {
    result = { [work.result]: evaluate(w, work.expression, element) }
  })
  if (done) complete(w, element, result)
}

/** Publishing a message is done once it is handed over. */
export function beginPublish(w: Workspace, element: Element): void {
  const { work } = nodeAt(w.graph, element.node)
  if (work?.kind !== 'publish' || !prepare(w, element)) return
  const sent = guarded(w, element, 'message_not_sent', () => {
    const optional = (expression: typeof work.messageId, what: string) =>
      expression ? textOf(evaluate(w, expression, element), what) : null
    w.effects.push({
      type: 'publish',
      element: element.id,
      name: textOf(evaluate(w, work.name, element), 'name of the message'),
      key: keyOf(evaluate(w, work.key, element)),
      messageId: optional(work.messageId, 'message id'),
      timeToLive: timeOf(optional(work.timeToLive, 'time to live')),
      variables: element.vars ?? {},
    })
  })
  if (sent) complete(w, element, {})
}

/** A duration that can be counted; what is none is an incident here and not a fault later. */
function timeOf(duration: string | null): string | null {
  return duration === null ? null : Temporal.Duration.from(duration).toString()
}

function keyOf(value: Json): string {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return value === '' ? '' : textOf(value, 'correlation key')
}

/** A subprocess begins its scope: event subprocesses armed, a token on each start. */
export function beginScope(w: Workspace, element: Element): void {
  if (!armEventSubprocesses(w, element)) return
  element.phase = 'active'
  sendToStarts(w, element)
}

/** Puts a token on each start of a scope. */
export function sendToStarts(w: Workspace, element: Element): void {
  for (const start of scopeOf(w, element).starts) {
    w.moves.push({ do: 'enter', node: start, scope: element.id, via: -1 })
  }
}

/** An embedded subprocess; in an ad-hoc one only what is chosen begins. */
export function beginSubprocess(w: Workspace, element: Element): void {
  if (!prepare(w, element)) return
  if (nodeAt(w.graph, element.node).adHoc) beginAdHoc(w, element)
  else beginScope(w, element)
}
