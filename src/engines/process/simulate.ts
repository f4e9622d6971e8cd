/**
 * Models run in memory with a virtual clock: for authors who try a model, for tests, and for any outside
 * suite that drives the engine. The same `step` as the store uses; only what the world does is scripted.
 */
import type { Variables } from './model/expression.ts'
import type { Graph } from './model/graph.ts'
import type { Effect, Event, TaskOffer } from './step/event.ts'
import { newState, type State, type Subscription } from './step/state.ts'
import { step } from './step/step.ts'

/** One line of the story: an event that came in, or an effect that came out. */
export type TraceLine = Readonly<{ at: string; instance: number }> &
  (Readonly<{ event: Event }> | Readonly<{ effect: Effect }>)

/** What a command of a service task, or a decision, answers; nothing when the script will answer later. */
export type Answer = Readonly<{ variables: Variables }> | Readonly<{ code: string; message: string }> | null

/** A process instance in the simulation. */
export type SimulatedInstance = {
  readonly id: number
  readonly graph: Graph
  state: State
  /** The call activity that waits for it. */
  readonly caller: Readonly<{ instance: number; element: number }> | null
  /** The variables at the end, once it has ended. */
  result: Variables | null
}

export type SimulationOptions = Readonly<{
  now?: string
  zone?: string
  /** Answers commands at once; without it they wait for `complete` or `fail`. */
  command?: (name: string, input: Variables) => Answer
  decision?: (id: string, context: Variables) => Answer
}>

type Buffered = Readonly<{ name: string; key: string; id: string; variables: Variables }>

/** A world for some models: instances, a clock, a trace of all that happened. */
export class Simulation {
  readonly instances: SimulatedInstance[] = []
  readonly trace: TraceLine[] = []
  readonly #graphs: ReadonlyMap<string, Graph>
  readonly #options: SimulationOptions
  readonly #queue: { instance: number; event: Event }[] = []
  #buffer: Buffered[] = []
  #now: Temporal.Instant

  constructor(graphs: readonly Graph[], options: SimulationOptions = {}) {
    this.#graphs = new Map(graphs.map((graph) => [graph.key, graph]))
    this.#options = options
    this.#now = Temporal.Instant.from(options.now ?? '2026-01-01T00:00:00Z')
  }

  get now(): Temporal.Instant {
    return this.#now
  }

  /** Starts a process by its key; by its only process when there is one. */
  start(variables: Variables = {}, key?: string, node?: string): SimulatedInstance {
    const [only] = this.#graphs.values()
    const graph = key === undefined ? only : this.#graphs.get(key)
    if (!graph) throw new Error(`No model has the process ${key}.`)
    const instance = this.#create(graph, null, variables, node)
    this.#drain()
    return instance
  }

  /** Completes the waiting work of a node: a task, a command, a decision. */
  complete(node: string, variables: Variables = {}): void {
    const { instance, element } = this.#waiting(node)
    this.send(instance, { type: 'complete', element, variables })
  }

  /** Lets the waiting work of a node fail with a code. */
  fail(node: string, code: string, message = ''): void {
    const { instance, element } = this.#waiting(node)
    this.send(instance, { type: 'fail', element, code, message })
  }

  /** Publishes a message: to one waiting catcher, else to a start, else to the buffer. */
  message(name: string, key = '', variables: Variables = {}, id = `${this.trace.length}`): void {
    this.#publish({ name, key, id, variables })
    this.#drain()
  }

  /** Broadcasts a signal to all instances and starts. */
  signal(name: string, variables: Variables = {}): void {
    this.#broadcast(name, variables, -1)
    this.#drain()
  }

  /** Retries the incident of a node, with variables mended. */
  retry(node: string, variables: Variables = {}): void {
    for (const { id, graph, state } of this.instances) {
      for (const incident of state.incidents) {
        const element = state.elements.find((live) => live.id === incident.element)
        if (element && graph.nodes[element.node]?.id === node) {
          this.send(id, { type: 'retry', incident: incident.id, variables })
          return
        }
      }
    }
    throw new Error(`No incident is open at ${node}.`)
  }

  /** Lets time pass; timers fire when they are due, in order of their due dates. */
  advance(duration: string, zone = 'UTC'): void {
    const until = this.#now.toZonedDateTimeISO(zone).add(duration).toInstant()
    for (;;) {
      const next = this.timers().find(({ due }) => Temporal.Instant.compare(due, until) <= 0)
      if (!next) break
      if (Temporal.Instant.compare(next.due, this.#now) > 0) this.#now = next.due
      this.send(next.instance, { type: 'timer', subscription: next.subscription })
    }
    this.#now = until
  }

  /** Moves the clock without firing anything: an outage. */
  skip(duration: string): void {
    this.#now = this.#now.toZonedDateTimeISO('UTC').add(duration).toInstant()
  }

  /** Sends one event to one instance and lets everything settle. */
  send(instance: number, event: Event): void {
    this.#queue.push({ instance, event })
    this.#drain()
  }

  /** Armed timers, the next due first. */
  timers(): { instance: number; subscription: number; node: string; due: Temporal.Instant }[] {
    return this.#armed('timer')
      .map(({ instance, subscription }) => ({
        instance: instance.id,
        subscription: subscription.id,
        node: instance.graph.nodes[subscription.node]?.id ?? '',
        due: Temporal.Instant.from(subscription.timer?.due ?? ''),
      }))
      .sort((a, b) => Temporal.Instant.compare(a.due, b.due))
  }

  /** Open tasks of people, oldest first. */
  tasks(): { instance: number; element: number; node: string; offer: TaskOffer }[] {
    const open = new Map<string, { instance: number; element: number; node: string; offer: TaskOffer }>()
    for (const line of this.trace) {
      if (!('effect' in line)) continue
      const { effect, instance } = line
      if (effect.type === 'task') {
        const { element, node, offer } = effect
        open.set(`${instance} ${element}`, { instance, element, node, offer })
      } else if (effect.type === 'task-closed') open.delete(`${instance} ${effect.element}`)
    }
    return [...open.values()]
  }

  /** Ids of the nodes at which elements wait, over all instances, in order of their birth. */
  waiting(): string[] {
    return this.instances.flatMap(({ graph, state }) =>
      state.elements.flatMap((element) => graph.nodes[element.node]?.id ?? []),
    )
  }

  /** Ids of the nodes that completed, in order. */
  path(): string[] {
    return this.effects('left')
      .filter((effect) => effect.outcome === 'completed')
      .map((effect) => effect.node)
  }

  /** All effects of a type, in order. */
  effects<T extends Effect['type']>(type: T): Extract<Effect, { type: T }>[] {
    return this.trace.flatMap((line) =>
      'effect' in line && line.effect.type === type ? [line.effect as Extract<Effect, { type: T }>] : [],
    )
  }

  #waiting(node: string): { instance: number; element: number } {
    for (const { id, graph, state } of this.instances) {
      const index = graph.byId.get(node)
      const element = state.elements.find(
        (live) => live.node === index && live.phase === 'active' && !live.many,
      )
      if (element) return { instance: id, element: element.id }
    }
    throw new Error(`Nothing waits at ${node}; waiting: ${this.waiting().join(', ') || 'nothing'}.`)
  }

  #armed(kind: Subscription['kind']): { instance: SimulatedInstance; subscription: Subscription }[] {
    return this.instances.flatMap((instance) =>
      instance.state.subscriptions
        .filter((subscription) => subscription.kind === kind)
        .map((subscription) => ({ instance, subscription })),
    )
  }

  #create(
    graph: Graph,
    caller: SimulatedInstance['caller'],
    variables: Variables,
    node?: string,
  ): SimulatedInstance {
    const instance: SimulatedInstance = {
      id: this.instances.length,
      graph,
      state: newState(),
      caller,
      result: null,
    }
    this.instances.push(instance)
    const zone = this.#options.zone ?? 'UTC'
    const started = { type: 'start' as const, variables, zone, ...(node === undefined ? {} : { node }) }
    this.#queue.push({ instance: instance.id, event: caller ? { ...started, called: true } : started })
    return instance
  }

  #drain(): void {
    for (let next = this.#queue.shift(); next; next = this.#queue.shift()) {
      const instance = this.instances[next.instance]
      if (!instance) throw new Error(`There is no instance ${next.instance}.`)
      const at = this.#now.toString()
      this.trace.push({ at, instance: instance.id, event: next.event })
      const { state, effects } = step(instance.graph, instance.state, next.event, this.#now)
      instance.state = state
      for (const effect of effects) {
        this.trace.push({ at, instance: instance.id, effect })
        this.#carryOut(instance, effect)
      }
    }
  }

  #carryOut(instance: SimulatedInstance, effect: Effect): void {
    switch (effect.type) {
      case 'command':
        this.#answer(instance, effect.element, this.#options.command?.(effect.command, effect.input) ?? null)
        break
      case 'decision':
        this.#answer(
          instance,
          effect.element,
          this.#options.decision?.(effect.decision, effect.context) ?? null,
          effect.result,
        )
        break
      case 'call':
        this.#call(instance, effect)
        break
      case 'call-cancelled': {
        const child = this.#childOf(instance, effect.element)
        if (child)
          this.#queue.push({
            instance: child.id,
            event: { type: 'cancel', reason: 'cancelled by the caller' },
          })
        break
      }
      case 'raised':
        if (instance.caller) {
          const { kind, code, message, variables } = effect
          const { instance: parent, element } = instance.caller
          this.#queue.push({
            instance: parent,
            event: { type: 'raise', element, kind, code, message, variables },
          })
        }
        break
      case 'answered': {
        const child = this.#childOf(instance, effect.element)
        const raised = child?.state.elements.find((element) => element.raised)
        if (child && raised) {
          const answer = { type: 'answer' as const, element: raised.id, caught: effect.caught }
          this.#queue.push({ instance: child.id, event: answer })
        }
        break
      }
      case 'publish':
        this.#publish({ ...effect, id: effect.messageId ?? `${this.trace.length}` })
        break
      case 'signal':
        this.#broadcast(effect.name, effect.variables, instance.id)
        break
      case 'armed':
        if (effect.kind === 'message') this.#deliverBuffered(instance, effect)
        break
      case 'ended':
        instance.result = effect.variables
        if (effect.outcome === 'completed' && instance.caller) {
          const { instance: parent, element } = instance.caller
          this.#queue.push({
            instance: parent,
            event: { type: 'complete', element, variables: effect.variables },
          })
        }
        break
      default:
    }
  }

  #answer(instance: SimulatedInstance, element: number, answer: Answer, result?: string): void {
    if (!answer) return
    const event: Event =
      'code' in answer
        ? { type: 'fail', element, ...answer }
        : { type: 'complete', element, variables: result ? { [result]: answer.variables } : answer.variables }
    this.#queue.push({ instance: instance.id, event })
  }

  #call(instance: SimulatedInstance, effect: Extract<Effect, { type: 'call' }>): void {
    const { element, process, variables } = effect
    const graph = this.#graphs.get(process)
    if (graph) this.#create(graph, { instance: instance.id, element }, variables)
    else {
      const message = `No process ${process} is deployed.`
      this.#queue.push({
        instance: instance.id,
        event: { type: 'trouble', element, code: 'process_not_found', message },
      })
    }
  }

  #childOf(instance: SimulatedInstance, element: number): SimulatedInstance | undefined {
    return this.instances.findLast(
      ({ caller }) => caller?.instance === instance.id && caller.element === element,
    )
  }

  #publish(message: Buffered): void {
    const { name, key, id, variables } = message
    const catcher = this.#armed('message').find(
      ({ subscription }) => subscription.name === name && subscription.key === key,
    )
    if (catcher) {
      const event = {
        type: 'message' as const,
        subscription: catcher.subscription.id,
        messageId: id,
        variables,
      }
      this.#queue.push({ instance: catcher.instance.id, event })
      return
    }
    for (const graph of this.#graphs.values()) {
      const start = startsOf(graph, 'message', name)[0]
      if (!start) continue
      this.#create(graph, null, variables, start)
      return
    }
    this.#buffer.push(message)
  }

  #deliverBuffered(instance: SimulatedInstance, armed: Extract<Effect, { type: 'armed' }>): void {
    const found = this.#buffer.find((message) => message.name === armed.name && message.key === armed.key)
    if (!found) return
    this.#buffer = this.#buffer.filter((message) => message !== found)
    const { id, variables } = found
    const event = { type: 'message' as const, subscription: armed.subscription, messageId: id, variables }
    this.#queue.push({ instance: instance.id, event })
  }

  #broadcast(name: string, variables: Variables, except: number): void {
    const waiting = new Set(
      this.#armed('signal')
        .filter(({ instance, subscription }) => subscription.name === name && instance.id !== except)
        .map(({ instance }) => instance.id),
    )
    for (const instance of waiting) this.#queue.push({ instance, event: { type: 'signal', name, variables } })
    for (const graph of this.#graphs.values()) {
      for (const start of startsOf(graph, 'signal', name)) this.#create(graph, null, variables, start)
    }
  }
}

/** Ids of the start events of a process that wait for a message or signal of this name. */
function startsOf(graph: Graph, kind: 'message' | 'signal', name: string): string[] {
  return (graph.scopes[0]?.triggers ?? []).flatMap((index) => {
    const node = graph.nodes[index]
    return node?.event?.kind === kind && node.event.name.text === name ? [node.id] : []
  })
}
