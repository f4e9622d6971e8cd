/**
 * What the reference interpreter remembers of one instance: plain lists, searched from end to end.
 *
 * The reference says what a model means, slowly and in the words of the standard; the engine is compared with it.
 */
import type { Graph, Json, Variables } from '#engines/process'

export type Node = Graph['nodes'][number]

/** An activity that has completed and can be undone, with what completed inside it. */
export type Done = { order: number; node: number; inside: Done[] }

/** The instances of one activity that runs many times. */
export type Body = {
  items: Json[]
  /** How many have begun. */
  begun: number
  completed: number
  outputs: Json[]
}

/** Something that is there: the process, a subprocess, an activity or an event that waits. */
export type Live = {
  id: number
  /** The scope or the body it lives in; 0 for the process. */
  parent: number
  /** The index of its node; -1 for the process. */
  node: number
  /** The body of an activity that runs many times, or something by itself. */
  body: Body | null
  variables: Record<string, Json>
  /** Why it cannot go on, or null. */
  stuck: string | null
  /** An interrupting event subprocess has taken this scope over, or the transaction is given up. */
  interrupted: boolean
  done: Done[]
  /** What was chosen in an ad-hoc subprocess and waits for its turn. */
  chosen: number[]
  /** What it undoes something for, or 0. */
  undoing: number
  /** Which listeners of the process are asked, and how many have not answered; null when none is. */
  asks: { on: 'start' | 'end'; left: number } | null
}

/** A token on a flow into a node; at a joining gateway it rests. */
export type Token = { scope: number; flow: number; node: number; rests: boolean }

/** An event somebody outside can make happen. */
export type Watch = {
  id: number
  /** Who listens: an activity, a waiting event, a gateway or a scope. */
  live: number
  /** The catching event. */
  node: number
  kind: 'timer' | 'message' | 'signal'
  name: string
  /** How often it may still fire; Infinity without an end. */
  left: number
}

/** A compensation under way: what has completed in a scope is undone, the last first. */
export type Undoing = {
  id: number
  scope: number
  /** The event that waits for it; 0 when a transaction is given up, -1 when nothing waits. */
  thrower: number
  /** The one activity to undo, or -1 for all. */
  activity: number
  /** Only what completed before is undone. */
  before: number
}

/** One instance, the model it runs and how it decides what no rule decides. */
export type World = {
  graph: Graph
  now: Temporal.Instant
  /** Which of so many things that may happen now happens first. */
  choose: (count: number) => number
  sequence: number
  status: 'active' | 'completed' | 'cancelled'
  /** Tokens went round in a circle without ever resting. */
  spins: boolean
  lives: Live[]
  tokens: Token[]
  watches: Watch[]
  undoings: Undoing[]
  /** The ids of the nodes that have completed since the last event. */
  completed: string[]
  result: Variables
}

export function next(world: World): number {
  world.sequence += 1
  return world.sequence
}

export function nodeOf(world: World, index: number): Node {
  const node = world.graph.nodes[index]
  if (!node) throw new Error(`no node ${index}`)
  return node
}

export const find = (world: World, id: number) => world.lives.find((live) => live.id === id)

export function parentOf(world: World, live: Live): Live {
  const parent = find(world, live.parent)
  if (!parent) throw new Error('nothing is around the process')
  return parent
}

/** Whether tokens live inside: the process, a subprocess, an event subprocess. */
export function isScope(world: World, live: Live): boolean {
  return !live.body && (live.node < 0 || nodeOf(world, live.node).inner >= 0)
}

/** The scope of the model inside something live. */
export function scopeOf(world: World, live: Live) {
  const scope = world.graph.scopes[live.node < 0 ? 0 : nodeOf(world, live.node).inner]
  if (!scope) throw new Error('it has no inside')
  return scope
}

export function create(world: World, parent: number, node: number): Live {
  const live: Live = {
    id: next(world),
    parent,
    node,
    body: null,
    variables: {},
    stuck: null,
    interrupted: false,
    done: [],
    chosen: [],
    undoing: 0,
    asks: null,
  }
  world.lives.push(live)
  return live
}

/** Takes something away with everything inside it and everything it listens to. */
export function remove(world: World, live: Live): void {
  clear(world, live)
  world.lives = world.lives.filter((other) => other !== live)
  world.watches = world.watches.filter((watch) => watch.live !== live.id)
  for (const undoing of world.undoings.filter(({ thrower }) => thrower === live.id)) abandon(world, undoing)
}

/** Takes away everything inside; what has completed there stays known. */
export function clear(world: World, live: Live): void {
  world.tokens = world.tokens.filter((token) => token.scope !== live.id)
  for (const inside of world.lives.filter(({ parent }) => parent === live.id)) remove(world, inside)
  world.undoings = world.undoings.filter(({ scope }) => scope !== live.id)
}

/** A compensation whose event is gone stops, with the handler that runs. */
function abandon(world: World, undoing: Undoing): void {
  world.undoings = world.undoings.filter((other) => other !== undoing)
  for (const handler of world.lives.filter((live) => live.undoing === undoing.id)) remove(world, handler)
}

/** All variables to be seen from here, the nearest first. */
export function visible(world: World, live: Live): Variables {
  const around = live.parent === 0 ? {} : visible(world, parentOf(world, live))
  return { ...around, ...live.variables }
}

/** Writes each variable where it is declared, or else to the process. */
export function write(world: World, from: Live, variables: Variables): void {
  for (const [name, value] of Object.entries(variables)) {
    let at = from
    while (at.parent !== 0 && !Object.hasOwn(at.variables, name)) at = parentOf(world, at)
    at.variables[name] = value
  }
}

type Expression = Readonly<{
  evaluate: (variables: Variables, clock: { now: Temporal.Instant; zone: string }) => Json
}>

export function evaluate(world: World, live: Live, expression: Expression): Json {
  return expression.evaluate(visible(world, live), { now: world.now, zone: 'UTC' })
}
