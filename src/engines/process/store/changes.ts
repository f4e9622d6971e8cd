/** What an advance has changed, collected as rows: an element, task or subscription that came and went is one row or none. */
import { newId } from '#kernel/id.ts'
import type { Variables } from '../model/expression.ts'
import type { Effect, Event, Outcome, Settled, TaskOffer } from '../step/event.ts'
import type { Instance } from './instance.ts'

/** An element that has ended, as the path tells it. */
export type ActivityRow = Readonly<{
  element: number
  parent: number
  node: string
  via: string | null
  started_at: string
  outcome: Outcome
  note: string | null
}>

export type TaskChange = {
  id: string
  instance: Instance
  element: number
  node: string
  name: string
  /** Null when the task was there before this advance. */
  offer: TaskOffer | null
  closed: Outcome | null
}

export type ArmedRow = {
  instance: Instance
  subscription: number
  node: string
  kind: 'timer' | 'message' | 'signal'
  name: string | null
  key: string | null
  dueAt: string | null
}

export type IncidentChange = {
  id: string
  instance: Instance
  number: number
  opened: { element: number; node: string; code: string; message: string; values: Variables } | null
  outcome: Settled | null
}

export type Changes = {
  readonly events: { instance: Instance; seq: number; event: Event; path: ActivityRow[] }[]
  readonly tasks: Map<string, TaskChange>
  readonly armed: Map<string, ArmedRow>
  readonly disarmed: { instance_id: string; subscription: number; kind: 'timer' | 'message' | 'signal' }[]
  readonly incidents: Map<string, IncidentChange>
  /** What the refusal of an element's work is filled with, should an incident come of it. */
  readonly refused: Map<string, Variables>
  /** How a task was completed, by instance and element: the command, or what its person chose. */
  readonly outcomes: Map<string, string>
  /** The revision of tasks whose completion was decided on what was read without locking them, by instance and element. */
  readonly read: Map<string, number>
  /** Message subscriptions that have been looked up in the buffer. */
  readonly asked: Set<string>
  /** Subjects of tasks on which a command has been run, while others remain. */
  readonly subjectsDone: { task_id: string; subject: string }[]
}

export function newChanges(): Changes {
  return {
    events: [],
    tasks: new Map(),
    armed: new Map(),
    disarmed: [],
    incidents: new Map(),
    refused: new Map(),
    outcomes: new Map(),
    read: new Map(),
    asked: new Set(),
    subjectsDone: [],
  }
}

/** The place of something numbered inside an instance. */
export const place = (instance: Pick<Instance, 'id'>, number: number) => `${instance.id} ${number}`

/** Takes down an event and its effects. */
export function record(changes: Changes, instance: Instance, event: Event, effects: readonly Effect[]): void {
  const path = effects.flatMap((effect) => (effect.type === 'left' ? [activityRow(effect)] : []))
  changes.events.push({ instance, seq: instance.eventCount, event, path })
  for (const effect of effects) recordEffect(changes, instance, effect)
}

function activityRow(effect: Extract<Effect, { type: 'left' }>): ActivityRow {
  const { element, parent, node, via, since, outcome, note } = effect
  return { element, parent, node, via, started_at: since, outcome, note }
}

function recordEffect(changes: Changes, instance: Instance, effect: Effect): void {
  switch (effect.type) {
    case 'task-closed':
      closeTask(changes, instance, effect)
      break
    case 'armed':
      if (effect.kind !== 'conditional') {
        const { subscription, node, kind, name, key, dueAt } = effect
        changes.armed.set(place(instance, subscription), {
          instance,
          subscription,
          node,
          kind,
          name,
          key,
          dueAt,
        })
      }
      break
    case 'disarmed':
      if (effect.kind !== 'conditional' && !changes.armed.delete(place(instance, effect.subscription))) {
        const { subscription, kind } = effect
        changes.disarmed.push({ instance_id: instance.id, subscription, kind })
      }
      break
    case 'incident': {
      const { incident: number, element, node, code, message } = effect
      const values = changes.refused.get(place(instance, element)) ?? {}
      const opened = { element, node, code, message, values }
      changes.incidents.set(place(instance, number), { id: newId(), instance, number, opened, outcome: null })
      break
    }
    case 'incident-closed':
      closeIncident(changes, instance, effect)
      break
    default:
  }
}

/** A task offered to people. */
export function offerTask(
  changes: Changes,
  instance: Instance,
  effect: Extract<Effect, { type: 'task' }>,
): void {
  const { element, node, name, offer } = effect
  changes.tasks.set(place(instance, element), {
    id: newId(),
    instance,
    element,
    node,
    name,
    offer,
    closed: null,
  })
}

function closeTask(
  changes: Changes,
  instance: Instance,
  effect: Extract<Effect, { type: 'task-closed' }>,
): void {
  const at = place(instance, effect.element)
  const known = changes.tasks.get(at)
  if (known) known.closed = effect.outcome
  else {
    const { element, node, outcome } = effect
    changes.tasks.set(at, { id: '', instance, element, node, name: '', offer: null, closed: outcome })
  }
}

function closeIncident(
  changes: Changes,
  instance: Instance,
  effect: Extract<Effect, { type: 'incident-closed' }>,
): void {
  const at = place(instance, effect.incident)
  const known = changes.incidents.get(at)
  if (known) known.outcome = effect.outcome
  else {
    const { incident: number, outcome } = effect
    changes.incidents.set(at, { id: '', instance, number, opened: null, outcome })
  }
}
