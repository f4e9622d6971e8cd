/**
 * The engine and the reference side by side: after each event both must tell the same of an instance.
 *
 * What no rule orders (which of two tokens moves first) the reference tries in many orders: what the engine
 * does must be one of its outcomes.
 */
import assert from 'node:assert/strict'
import { isDeepStrictEqual } from 'node:util'
import { type Effect, type Event, type Graph, newState, step, type Variables } from '#engines/process'
import { after, begin, type Happening, type World, works } from './interpreter.ts'
import type { Done, Live } from './memory.ts'

type State = ReturnType<typeof newState>
type Part = State['elements'][number]

/** So many orders of what no rule orders are tried before the two are said to disagree. */
const ordersMax = 200

/** With more parts than this an instance is not followed any further: its orders are too many. */
const partsMax = 20

/** What is there, as both tell it: the tree of what lives, with what waits, listens and can be undone. */
type Told = {
  node: string
  /** Which of many it is, from 1. */
  item: number | null
  stuck: string | null
  /** Which listeners of it are asked, and how many have not answered. */
  asks: string | null
  listens: string[]
  held: string[]
  done: unknown[]
  inside: Told[]
}

const inOrder = (all: Told[]) =>
  all
    .map((told) => ({ told, text: JSON.stringify(told) }))
    .sort((one, other) => (one.text < other.text ? -1 : 1))
    .map(({ told }) => told)

const nameOf = (graph: Graph, node: number) => graph.nodes[node]?.id ?? 'process'

/** How often something armed may still fire. */
const leftOf = ({ timer }: State['subscriptions'][number]) =>
  timer && timer.times >= 0 ? timer.times - timer.fired : Number.POSITIVE_INFINITY

function tellEngine(graph: Graph, state: State, part: Part): Told {
  const held = Object.entries(part.held ?? {}).filter(([, count]) => count > 0)
  return {
    node: nameOf(graph, part.node),
    item: part.item ?? null,
    stuck: state.incidents.find(({ element }) => element === part.id)?.code ?? null,
    asks: asksOf(graph, part),
    listens: state.subscriptions
      .filter(({ owner }) => owner === part.id)
      .map((armed) => `${armed.kind} ${nameOf(graph, armed.node)} ${leftOf(armed)}`)
      .sort(),
    held: held.map(([flow, count]) => `${graph.flows[Number(flow)]?.id} ${count}`).sort(),
    done: tellDone(graph, part.done ?? []),
    inside: inOrder(
      state.elements.filter(({ parent }) => parent === part.id).map((one) => tellEngine(graph, state, one)),
    ),
  }
}

function asksOf(graph: Graph, { phase, listening }: Part): string | null {
  if (phase !== 'listening' || !listening) return null
  return `${listening.on} ${graph.listeners[listening.on].length - listening.next}`
}

type Undoable = Readonly<{ node: number; inner?: readonly Undoable[] }>

/** What can be undone: a subprocess of which nothing is left to undo is not told. */
function tellDone(graph: Graph, all: readonly Undoable[]): unknown[] {
  return all.flatMap(({ node, inner = [] }) => {
    const inside = tellDone(graph, inner)
    const of = graph.nodes[node]
    const byItself = of && (of.handler >= 0 || (graph.scopes[of.inner]?.undo ?? -1) >= 0)
    return byItself || inside.length > 0 ? [[nameOf(graph, node), inside]] : []
  })
}

function tellReference(world: World, live: Live): Told {
  const { graph } = world
  const resting = world.tokens.filter(({ scope }) => scope === live.id).map(({ flow }) => flow)
  const item = live.variables['loopCounter']
  const asUndoable = ({ node, inside }: Done): Undoable => ({ node, inner: inside.map(asUndoable) })
  return {
    node: nameOf(graph, live.node),
    item: typeof item === 'number' ? item : null,
    stuck: live.stuck,
    asks: live.asks && `${live.asks.on} ${live.asks.left}`,
    listens: world.watches
      .filter((watch) => watch.live === live.id)
      .map(({ kind, node, left }) => `${kind} ${nameOf(graph, node)} ${left}`)
      .sort(),
    held: [...new Set(resting)]
      .map((flow) => `${graph.flows[flow]?.id} ${resting.filter((other) => other === flow).length}`)
      .sort(),
    done: tellDone(graph, live.done.map(asUndoable)),
    inside: inOrder(
      world.lives.filter(({ parent }) => parent === live.id).map((one) => tellReference(world, one)),
    ),
  }
}

function completedOf(effects: readonly Effect[]): string[] {
  return effects
    .flatMap((effect) => (effect.type === 'left' && effect.outcome === 'completed' ? [effect.node] : []))
    .sort()
}

function engineTells(graph: Graph, state: State, effects: readonly Effect[]) {
  const root = state.elements.find(({ parent }) => parent === 0)
  const ended = effects.find((effect) => effect.type === 'ended')
  return {
    status: state.status,
    variables: ended?.variables ?? root?.vars ?? {},
    completed: state.status === 'cancelled' ? [] : completedOf(effects),
    tree: root ? tellEngine(graph, state, root) : null,
  }
}

function referenceTells(world: World) {
  const root = world.lives.find(({ parent }) => parent === 0)
  return {
    status: world.status,
    variables: root?.variables ?? world.result,
    completed: world.completed.sort(),
    tree: root ? tellReference(world, root) : null,
  }
}

/** The outcomes of the reference in many orders of what no rule orders: first come first, last come first, any. */
function* outcomes(run: (choose: World['choose']) => World): Generator<World> {
  yield run(() => 0)
  yield run((count) => count - 1)
  for (let order = 1; order <= ordersMax; order += 1) {
    let random = order
    const world = run((count) => {
      // The generator of Park and Miller: the same orders in every run.
      random = (random * 48_271) % 2_147_483_647
      return random % count
    })
    if (!world.spins) yield world
  }
}

/** Where something lives: the names of what is around it, and all there is to tell of that, to know it from its twins. */
function placeOf<T extends { id: number; parent: number; node: number }>(
  graph: Graph,
  all: readonly T[],
  id: number,
  tell: (one: T) => Told,
): Place {
  const one = all.find((other) => other.id === id)
  if (!one) return { words: '', key: '' }
  const around = placeOf(graph, all, one.parent, tell)
  const words = `${around.words}/${nameOf(graph, one.node)}`
  return { words, key: `${around.key}/${one.parent === 0 ? '' : JSON.stringify(tell(one))}` }
}

type Place = { words: string; key: string }

/** One way an instance may go on, as each of the two names it. */
export type Move = { words: string; event: Event; happening: Happening }

/** Twins are numbered one after the other, so that each of them is found again. */
function distinct<T>(all: readonly (Place & { of: T })[]): Map<string, { words: string; of: T }> {
  const counts = new Map<string, number>()
  return new Map(
    all.map(({ words, key, of }) => {
      const count = (counts.get(key) ?? 0) + 1
      counts.set(key, count)
      return [`${key} ${count}`, { words, of }]
    }),
  )
}

function foundIn<T>(all: ReadonlyMap<string, { of: T }>, key: string): T {
  return all.get(key)?.of ?? assert.fail(`only the engine knows ${key}`)
}

/** An instance that runs in both. */
export class Both {
  readonly graph: Graph
  state: State = newState()
  effects: Effect[] = []
  world: World
  /** What has happened so far, for people. */
  story: string[] = []
  /** It goes round in a circle without rest, or has grown too large: it is not followed any further. */
  spins = false
  #now: Temporal.Instant

  constructor(graph: Graph, variables: Variables, now: Temporal.Instant) {
    this.graph = graph
    this.#now = now
    this.world = begin(graph, variables, now, () => 0)
    this.story.push(`start ${JSON.stringify(variables)}`)
    const event: Event = { type: 'start', variables, zone: 'UTC' }
    this.#agree(event, (choose) => begin(graph, variables, now, choose))
  }

  /** Everything that could happen now. */
  moves(variables: Variables): Move[] {
    return [...this.#completions(variables), ...this.#firings(variables)]
  }

  #engineAt(id: number, what = ''): Place {
    const { graph, state } = this
    const place = placeOf(graph, state.elements, id, (part) => tellEngine(graph, state, part))
    return { words: place.words + what, key: place.key + what }
  }

  #referenceAt(id: number, what = ''): Place {
    const { graph, world } = this
    const place = placeOf(graph, world.lives, id, (live) => tellReference(world, live))
    return { words: place.words + what, key: place.key + what }
  }

  #completions(variables: Variables): Move[] {
    const { graph, state, world } = this
    const kindOf = (node: number) => graph.nodes[node]?.kind ?? ''
    const lives = distinct(
      works(world).map(({ id, node }) => ({ ...this.#referenceAt(id, ` ${node}`), of: id })),
    )
    const parts = state.elements.filter(
      ({ node, phase, many, id }) =>
        (phase === 'listening' || (phase === 'active' && ['user', 'service'].includes(kindOf(node)))) &&
        !many &&
        !state.incidents.some(({ element }) => element === id),
    )
    const known = distinct(
      parts.map(({ id, node }) => ({ ...this.#engineAt(id, ` ${node}`), of: { id, node } })),
    )
    return [...known].flatMap(([key, { words, of }]): Move[] => {
      const live = foundIn(lives, key)
      const completed = { type: 'complete', variables } as const
      const complete: Move = {
        words: `complete ${words}`,
        event: { ...completed, element: of.id },
        happening: { ...completed, live },
      }
      const event: Event = { type: 'fail', element: of.id, code: 'A', message: '' }
      const fail: Move = { words: `fail ${words}`, event, happening: { type: 'fail', live, code: 'A' } }
      return kindOf(of.node) === 'user' ? [complete] : [complete, fail]
    })
  }

  #firings(variables: Variables): Move[] {
    const { graph, state, world } = this
    const watches = distinct(
      world.watches.map(({ id, live, node, kind, left }) => ({
        ...this.#referenceAt(live, ` ${kind} ${nameOf(graph, node)} ${left}`),
        of: id,
      })),
    )
    const armed = distinct(
      state.subscriptions.map((one) => ({
        ...this.#engineAt(one.owner, ` ${one.kind} ${nameOf(graph, one.node)} ${leftOf(one)}`),
        of: one,
      })),
    )
    return [...armed].map(([key, { words, of }]): Move => {
      const watch = foundIn(watches, key)
      if (of.kind === 'timer') {
        const event: Event = { type: 'timer', subscription: of.id }
        return { words, event, happening: { type: 'fire', watch, variables: {} } }
      }
      if (of.kind === 'message') {
        const event: Event = { type: 'message', subscription: of.id, messageId: 'm', variables }
        return { words, event, happening: { type: 'fire', watch, variables } }
      }
      const name = of.name ?? ''
      const event: Event = { type: 'signal', name, variables: {} }
      return { words: `signal ${name}`, event, happening: { type: 'signal', name } }
    })
  }

  /** Cancels the instance from outside. */
  readonly cancel: Move = {
    words: 'cancel',
    event: { type: 'cancel', reason: 'test' },
    happening: { type: 'cancel' },
  }

  /** Lets something happen to both. */
  send({ words, event, happening }: Move): void {
    this.story.push(words)
    const before = this.world
    this.#agree(event, (choose) => after(before, happening, choose))
  }

  /** Timers fire when they are due, or later when something else came first. */
  #timeOf(event: Event): void {
    if (event.type !== 'timer') return
    const armed = this.effects.findLast(
      (effect) => effect.type === 'armed' && effect.subscription === event.subscription,
    )
    const due = armed?.type === 'armed' && armed.dueAt ? Temporal.Instant.from(armed.dueAt) : this.#now
    if (Temporal.Instant.compare(due, this.#now) > 0) this.#now = due
  }

  #agree(event: Event, run: (choose: World['choose']) => World): void {
    this.spins = run(() => 0).spins
    if (this.spins) return
    this.#timeOf(event)
    const stepped = step(this.graph, this.state, event, this.#now)
    this.state = stepped.state
    this.effects.push(...stepped.effects)
    const stopped = stepped.state.incidents.some(({ code }) => code === 'step_limit')
    assert.ok(!stopped, `after ${this.story.join(', then ')} only the engine goes round in a circle`)
    this.spins = stepped.state.elements.length > partsMax
    if (this.spins) return
    const told = engineTells(this.graph, stepped.state, stepped.effects)
    let first: ReturnType<typeof referenceTells> | undefined
    for (const world of outcomes(run)) {
      const said = referenceTells(world)
      first ??= said
      if (!isDeepStrictEqual(said, told)) continue
      this.world = world
      return
    }
    assert.deepEqual(
      told,
      first,
      `after ${this.story.join(', then ')} the engine is not what the reference says`,
    )
  }
}
