/** The trace of a run as programs outside read it: flat JSON lines in the words of the diagram. */
import type { Effect, Event, Graph, TraceLine } from '#engines/process'

/** One line: when, in which instance of which process, what, at which element of the diagram. */
export type Line = Readonly<{
  type: string
  at: string
  instance: number
  process: string
  [field: string]: unknown
}>

/** What an event that came in is called. */
const eventWords: Readonly<Record<Event['type'], string>> = {
  start: 'started',
  complete: 'work-done',
  fail: 'work-failed',
  timer: 'timer-fired',
  message: 'message-received',
  signal: 'signal-received',
  raise: 'raised-by-called',
  answer: 'answered-by-caller',
  trouble: 'trouble',
  stumble: 'work-broke-down',
  retry: 'retried',
  resolve: 'resolved',
  skip: 'skipped',
  variables: 'variables-given',
  activate: 'activity-chosen',
  cancel: 'cancel-asked',
  suspend: 'suspended',
  resume: 'resumed',
  modify: 'modified',
  migrate: 'migrated',
}

/** What an effect is called, where one word is enough. */
const effectWords = {
  entered: 'entered',
  task: 'task-opened',
  command: 'command',
  decision: 'decision',
  call: 'called',
  'call-cancelled': 'call-cancelled',
  publish: 'message-published',
  signal: 'signal-sent',
  raised: 'raised',
  answered: 'answered',
  compensation: 'compensation',
  incident: 'incident',
  'incident-closed': 'incident-closed',
  warning: 'warning',
  ignored: 'ignored',
  ended: 'ended',
} as const

/** Turns lines of the engine into lines of the trace; it remembers what numbers mean, so it reads them in order. */
export class TraceWords {
  readonly #nodes = new Map<string, string>()
  readonly #armed = new Map<string, Readonly<{ node: string; element: number }>>()

  lineOf(line: TraceLine, { key }: Graph): Line {
    const { at, instance } = line
    const place = { at, instance, process: key }
    if ('event' in line)
      return { type: eventWords[line.event.type], ...place, ...this.#event(line.event, instance) }
    if ('effect' in line)
      return { type: effectWord(line.effect), ...place, ...this.#effect(line.effect, instance) }
    if ('reminded' in line) {
      const { element, node, count } = line.reminded
      return { type: 'task-reminded', ...place, element: node, elementInstance: element, count }
    }
    const { element, node, variables } = line.set
    return { type: 'variables', ...place, element: node, elementInstance: element, variables }
  }

  #event(event: Event, instance: number): object {
    const { type: _type, calendars: _calendars, seed: _seed, ...rest } = { seed: undefined, ...event }
    if ('subscription' in rest) {
      const { node, element } = this.#armed.get(`${instance} ${rest.subscription}`) ?? {}
      return { element: node, elementInstance: element, ...rest }
    }
    if (event.type === 'activate') {
      const { element, node: activity, variables } = event
      return { ...this.#named({ element }, instance), activity, variables }
    }
    if ('node' in rest) {
      const { node, ...more } = rest
      return { element: node, ...more }
    }
    return this.#named(rest, instance)
  }

  #effect(effect: Effect, instance: number): object {
    const { type, ...rest } = effect
    if (type === 'armed' || type === 'disarmed') return this.#subscription(effect, instance)
    if (type === 'left' || type === 'task-closed') {
      const { outcome: _outcome, ...more } = rest as Extract<Effect, { type: 'left' | 'task-closed' }>
      return this.#named(more, instance)
    }
    if (type === 'task') {
      const { offer, ...more } = rest as Extract<Effect, { type: 'task' }>
      return { ...this.#named(more, instance), ...offer }
    }
    if (type === 'call') {
      // `process` is where the line is from, so the process that is called has a word of its own.
      const { process: calls, ...more } = rest as Extract<Effect, { type: 'call' }>
      return { ...this.#named(more, instance), calls }
    }
    return this.#named(rest, instance)
  }

  #subscription(effect: Effect, instance: number): object {
    if (effect.type === 'armed') {
      const { element, node, subscription, name, key, dueAt } = effect
      this.#armed.set(`${instance} ${subscription}`, { node, element })
      return { element: node, elementInstance: element, subscription, name, key, dueAt }
    }
    if (effect.type !== 'disarmed') return {}
    const { node, element } = this.#armed.get(`${instance} ${effect.subscription}`) ?? {}
    return { element: node, elementInstance: element, subscription: effect.subscription }
  }

  /** Elements are named as the diagram names them; their numbers tell instances of the same element apart. */
  #named(fields: Readonly<Record<string, unknown>>, instance: number): object {
    const { element, node, type: _type, ...rest } = fields
    if (element === undefined) return rest
    const place = `${instance} ${String(element)}`
    if (typeof node === 'string') this.#nodes.set(place, node)
    return { element: this.#nodes.get(place), elementInstance: element, ...rest }
  }
}

function effectWord(effect: Effect): string {
  switch (effect.type) {
    case 'left':
      return effect.outcome
    case 'task-closed':
      return `task-${effect.outcome}`
    case 'armed':
    case 'disarmed':
      return `${effect.kind}-${effect.type}`
    default:
      return effectWords[effect.type]
  }
}
