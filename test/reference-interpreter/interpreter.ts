/**
 * A second interpreter of BPMN, for tests only, written from the rules and without a look at the engine: lists that are
 * searched, one small move after the other, no index and no cleverness.
 */
import type { Graph, Variables } from '#engines/process'
import { open, put } from './leave.ts'
import { create, find, isScope, type Live, nodeOf, parentOf, remove, type World } from './memory.ts'
import { raise } from './raise.ts'
import { readyJoin } from './reach.ts'
import { idleUndoings, remember } from './undo.ts'
import { proceed } from './undoing.ts'
import { broadcast, complete, enter, fire, joinInclusive } from './work.ts'

/** More moves than this in one step are a circle without rest. */
const movesMax = 500

/** An instance of more parts than this is not followed any further. */
const partsMax = 60

/** What happens to an instance, as the reference names it. */
export type Happening =
  | { type: 'complete'; live: number; variables: Variables }
  | { type: 'fail'; live: number; code: string }
  | { type: 'fire'; watch: number; variables: Variables }
  | { type: 'signal'; name: string }
  | { type: 'cancel' }

/** Begins an instance at its start without a definition. */
export function begin(
  graph: Graph,
  variables: Variables,
  now: Temporal.Instant,
  choose: World['choose'],
): World {
  const world: World = {
    graph,
    now,
    choose,
    sequence: 0,
    status: 'active',
    spins: false,
    lives: [],
    tokens: [],
    watches: [],
    undoings: [],
    completed: [],
    result: {},
  }
  const root = create(world, 0, -1)
  Object.assign(root.variables, variables)
  root.asks = { on: 'start', left: graph.listeners.start.length }
  hear(world, root)
  settle(world)
  return world
}

/** The world after an event, which leaves the one before as it was. */
export function after(before: World, happening: Happening, choose: World['choose']): World {
  const { graph, now, choose: _, ...memory } = before
  const world: World = { ...structuredClone(memory), graph, now, choose, completed: [] }
  if (world.status !== 'active') return world
  act(world, happening)
  settle(world)
  return world
}

function act(world: World, happening: Happening): void {
  if (happening.type === 'signal') {
    broadcast(world, happening.name)
    return
  }
  if (happening.type === 'cancel') {
    end(world, 'cancelled')
    return
  }
  if (happening.type === 'fire') {
    const watch = world.watches.find(({ id }) => id === happening.watch)
    if (!watch) throw new Error('nothing listens')
    fire(world, watch, happening.variables)
    return
  }
  const live = find(world, happening.live)
  if (!live) throw new Error('nothing to complete')
  if (happening.type === 'complete' && live.asks) {
    Object.assign(live.variables, happening.variables)
    live.asks.left -= 1
    hear(world, live)
    return
  }
  if (happening.type === 'complete') {
    complete(world, live, happening.variables)
    return
  }
  // Nothing catches what goes wrong with a listener.
  if (live.asks || !raise(world, 'error', happening.code, live)) live.stuck = happening.code
}

/** The process begins when the listeners to its start have answered, and ends when those to its end have. */
function hear(world: World, root: Live): void {
  if (!root.asks || root.asks.left > 0) return
  const { on } = root.asks
  root.asks = null
  if (on === 'start') open(world, root)
  else end(world, 'completed')
}

/** Makes one move after the other until everything rests. */
function settle(world: World): void {
  for (let moves = 0; world.status === 'active'; moves += 1) {
    if (moves > movesMax || world.lives.length + world.tokens.length > partsMax) {
      world.spins = true
      return
    }
    const ways = [
      ...world.lives.filter((live) => isFinished(world, live)).map((live) => () => finish(world, live)),
      ...world.tokens.filter(({ rests }) => !rests).map((token) => () => enter(world, token)),
      ...idleUndoings(world).map((undoing) => () => proceed(world, undoing)),
    ]
    const way = ways.length > 0 ? ways[world.choose(ways.length)] : undefined
    if (way) {
      way()
      continue
    }
    const join = readyJoin(world)
    const scope = join && find(world, join.scope)
    if (!join || !scope) return
    joinInclusive(world, scope, nodeOf(world, join.node))
  }
}

/** A scope is finished when no token and nothing live is in it; what only listens does not keep it. */
function isFinished(world: World, live: Live): boolean {
  if (!isScope(world, live) || live.stuck !== null || live.asks) return false
  const holds = [
    world.tokens.some(({ scope }) => scope === live.id),
    world.lives.some(({ parent }) => parent === live.id),
    world.undoings.some(({ scope }) => scope === live.id),
  ]
  return !holds.includes(true)
}

function finish(world: World, live: Live): void {
  if (live.node < 0) {
    world.watches = world.watches.filter((watch) => watch.live !== live.id)
    live.asks = { on: 'end', left: world.graph.listeners.end.length }
    hear(world, live)
    return
  }
  const node = nodeOf(world, live.node)
  const chosen = live.chosen.shift()
  if (chosen !== undefined) {
    put(world, live, chosen)
    return
  }
  if (node.kind !== 'event-subprocess') {
    complete(world, live, {})
    return
  }
  if (live.undoing === 0) remember(world, parentOf(world, live), live.node, live.done)
  world.completed.push(node.id)
  remove(world, live)
}

function end(world: World, status: 'completed' | 'cancelled'): void {
  world.status = status
  if (status === 'completed') world.completed.push(world.graph.key)
  world.result = { ...world.lives.find(({ node }) => node < 0)?.variables }
  for (const live of world.lives.filter(({ parent }) => parent === 0)) remove(world, live)
}

/** The work somebody outside has to do: people's tasks, commands, and listeners. */
export function works(world: World): Live[] {
  const isWork = (live: Live) =>
    live.node < 0 ? live.asks !== null : ['user', 'service'].includes(nodeOf(world, live.node).kind)
  return world.lives.filter((live) => !live.body && live.stuck === null && isWork(live))
}

export type { World }
