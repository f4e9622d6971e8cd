/**
 * Models run in memory with a virtual clock: for authors who try a model, for tests, and for any outside
 * suite that drives the engine. The same `step` as the store uses; only what the world does is scripted.
 */
import { Coverage } from './coverage.ts'
import { type Message, MessageBuffer } from './message-buffer.ts'
import type { Variables } from './model/expression.ts'
import type { Graph } from './model/graph.ts'
import { armedIn, type SimulatedInstance, timersOf, waitingAt } from './simulated-instance.ts'
import { Reminders } from './simulated-reminders.ts'
import { eventsMax, later, SimulationFault, tooLong } from './simulation-fault.ts'
import { type Answer, type Asked, eventOf, type SimulationOptions } from './simulation-options.ts'
import type { Effect, Event } from './step/event.ts'
import { newState } from './step/state.ts'
import { stepWithFlows } from './step/step.ts'
import { hostOf, newValues, openCommands, openTasks, startNames, startsOf, type TraceLine } from './story.ts'

/** A world for some models: instances, a clock, a trace of all that happened. */
export class Simulation {
  readonly instances: SimulatedInstance[] = []
  readonly trace: TraceLine[] = []
  /** What its instances have gone through. */
  readonly coverage = new Coverage()
  readonly #graphs: ReadonlyMap<string, Graph>
  readonly #options: SimulationOptions
  readonly #queue: { instance: number; event: Event }[] = []
  readonly #buffer = new MessageBuffer()
  readonly #reminders = new Reminders()
  #published = 0
  #heard = 0
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
    if (!graph) {
      const known = [...this.#graphs.keys()].join(', ')
      throw new SimulationFault('process_not_found', `No model has the process ${key}; there is: ${known}.`)
    }
    const instance = this.#create(graph, null, variables, node)
    this.#drain()
    return instance
  }

  /** Completes the waiting work of a node, or the `nth` of several: a task, a command, a decision. */
  complete(node: string, variables: Variables = {}, nth = 1): void {
    const { instance, element } = this.#waiting(node, nth)
    this.send(instance, { type: 'complete', element, variables })
  }

  /** Lets the waiting work of a node, or the `nth` of several, fail with a code. */
  fail(node: string, code: string, message = '', nth = 1): void {
    const { instance, element } = this.#waiting(node, nth)
    this.send(instance, { type: 'fail', element, code, message })
  }

  /** Chooses an activity of an ad-hoc subprocess, of the `nth` where several wait. */
  activate(node: string, variables: Variables = {}, nth = 1): void {
    const { instance, element } = this.#waiting(hostOf(this.#graphs.values(), node) ?? node, nth)
    this.send(instance, { type: 'activate', element, node, variables })
  }

  /** Publishes a message: to one waiting catcher, else to a start, else to the buffer. */
  message(name: string, key = '', variables: Variables = {}, more: Partial<Message> = {}): void {
    this.#publish({ name, key, id: this.#newMessageId(), variables, ...more })
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
        if (element && (graph.nodes[element.node]?.id ?? graph.key) === node) {
          this.send(id, { type: 'retry', incident: incident.id, variables })
          return
        }
      }
    }
    throw new SimulationFault('no_incident', `No incident is open at ${node}.`)
  }

  /** Lets time pass; timers fire when they are due, in order of their due dates. */
  advance(duration: string, zone = 'UTC'): void {
    this.advanceTo(later(this.#now, duration, zone))
  }

  /** Lets time pass until a moment that is not in the past. */
  advanceTo(until: Temporal.Instant): void {
    if (Temporal.Instant.compare(until, this.#now) < 0) {
      throw new SimulationFault('time_goes_back', `It is ${this.#now} already; ${until} is past.`)
    }
    for (;;) {
      const next = this.timers().find(({ due }) => Temporal.Instant.compare(due, until) <= 0)
      const line = this.#reminders.take(until, next?.due, this.#now)
      if (line) {
        this.#now = Temporal.Instant.from(line.at)
        this.trace.push(line)
        continue
      }
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
  timers(): ReturnType<typeof timersOf> {
    return timersOf(this.instances)
  }

  /** Open tasks of people, oldest first. */
  tasks(): ReturnType<typeof openTasks> {
    return openTasks(this.trace)
  }

  /** Commands and decisions that wait for their answer, oldest first. */
  commands(): ReturnType<typeof openCommands> {
    return openCommands(this.trace)
  }

  /** Messages nobody has caught yet, in the order they came. */
  buffered(): readonly Message[] {
    return this.#buffer.waiting(this.#now)
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

  #waiting(node: string, nth: number): { instance: number; element: number } {
    const found = waitingAt(this.instances, node)
    const one = found[nth - 1]
    if (one) return one
    const message =
      found.length > 0
        ? `Only ${found.length} wait at ${node}.`
        : `Nothing waits at ${node}; waiting: ${this.waiting().join(', ') || 'nothing'}.`
    throw new SimulationFault('nothing_waits', message)
  }

  #create(
    graph: Graph,
    caller: SimulatedInstance['caller'],
    variables: Variables,
    node?: string,
    startKey: string | null = null,
  ): SimulatedInstance {
    const instance: SimulatedInstance = {
      id: this.instances.length,
      graph,
      state: newState(),
      startKey,
      caller,
      result: null,
    }
    this.instances.push(instance)
    const zone = this.#options.zone ?? 'UTC'
    const { calendars } = this.#options
    const started = {
      ...{ type: 'start' as const, variables, zone, seed: String(instance.id) },
      ...(node !== undefined && { node }),
      ...(calendars && graph.calendars.length > 0 && { calendars }),
    }
    this.#queue.push({ instance: instance.id, event: caller ? { ...started, called: true } : started })
    return instance
  }

  #drain(): void {
    for (let next = this.#queue.shift(); next; next = this.#queue.shift()) {
      const instance = this.instances[next.instance]
      if (!instance) throw new Error(`There is no instance ${next.instance}.`)
      this.#heard += 1
      if (this.#heard > eventsMax) throw tooLong()
      const at = this.#now.toString()
      this.trace.push({ at, instance: instance.id, event: next.event })
      const before = instance.state
      const { state, effects, flows } = stepWithFlows(instance.graph, before, next.event, this.#now)
      instance.state = state
      this.coverage.add(instance.graph, effects, flows)
      for (const effect of effects) {
        this.trace.push({ at, instance: instance.id, effect })
        this.#carryOut(instance, effect)
      }
      for (const set of newValues(instance.graph, before, state)) {
        this.trace.push({ at, instance: instance.id, set })
      }
    }
  }

  #newMessageId(): string {
    this.#published += 1
    return `message ${this.#published}`
  }

  #asked({ id, state }: SimulatedInstance, node: string): Asked {
    return { node, instance: id, now: this.#now, zone: state.zone }
  }

  #carryOut(instance: SimulatedInstance, effect: Effect): void {
    this.#reminders.learn(instance.id, effect)
    switch (effect.type) {
      case 'command': {
        const { element, node, command, input } = effect
        const answer = this.#options.command?.(command, input, this.#asked(instance, node)) ?? null
        this.#answer(instance, element, answer)
        break
      }
      case 'decision': {
        const { element, node, decision, context, result } = effect
        const answer = this.#options.decision?.(decision, context, this.#asked(instance, node)) ?? null
        this.#answer(instance, element, answer, result)
        break
      }
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
        this.#publish({ ...effect, id: effect.messageId ?? this.#newMessageId() })
        break
      case 'signal':
        this.#broadcast(effect.name, effect.variables, instance.id)
        break
      case 'armed':
        if (effect.kind === 'message') this.#deliverBuffered(instance, effect)
        break
      case 'ended':
        instance.result = effect.variables
        this.#beginNext(instance)
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
    if (answer) this.#queue.push({ instance: instance.id, event: eventOf(element, answer, result) })
  }

  #call(instance: SimulatedInstance, effect: Extract<Effect, { type: 'call' }>): void {
    const { element, process, binding, versionTag, variables } = effect
    const graph = this.#graphs.get(process)
    if (graph && (binding !== 'versionTag' || graph.versionTag === versionTag))
      this.#create(graph, { instance: instance.id, element }, variables)
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

  #publish(message: Message): void {
    const { name, key, id, variables } = message
    const catcher = armedIn(this.instances, 'message').find(
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
      if (!start || (key !== '' && this.#isRunning(graph, key))) continue
      this.#create(graph, null, variables, start, key === '' ? null : key)
      return
    }
    this.#buffer.keep(message, this.#now)
  }

  /** One instance of a process runs for a key: the next message waits for its end. */
  #isRunning(graph: Graph, key: string): boolean {
    const isOver = ({ state }: SimulatedInstance) => ['completed', 'cancelled'].includes(state.status)
    return this.instances.some((one) => one.graph === graph && one.startKey === key && !isOver(one))
  }

  #beginNext({ graph, startKey }: SimulatedInstance): void {
    const names = startNames(graph)
    const next = startKey === null ? undefined : this.#buffer.takeFirst(names, startKey, this.#now)
    if (next) this.#publish(next)
  }

  #deliverBuffered(instance: SimulatedInstance, armed: Extract<Effect, { type: 'armed' }>): void {
    const found = this.#buffer.take(armed.name ?? '', armed.key ?? '', this.#now)
    if (!found) return
    const { id, variables } = found
    const event = { type: 'message' as const, subscription: armed.subscription, messageId: id, variables }
    this.#queue.push({ instance: instance.id, event })
  }

  #broadcast(name: string, variables: Variables, except: number): void {
    const waiting = new Set(
      armedIn(this.instances, 'signal')
        .filter(({ instance, subscription }) => subscription.name === name && instance.id !== except)
        .map(({ instance }) => instance.id),
    )
    for (const instance of waiting) this.#queue.push({ instance, event: { type: 'signal', name, variables } })
    for (const graph of this.#graphs.values()) {
      for (const start of startsOf(graph, 'signal', name)) this.#create(graph, null, variables, start)
    }
  }
}
