/** Where tokens go: what listens begins to, scopes open, and what is left is left by its flows. */
import {
  evaluate,
  type Live,
  type Node,
  next,
  nodeOf,
  parentOf,
  remove,
  scopeOf,
  type World,
} from './memory.ts'

/** A token comes to a node, over a flow or, where something begins, over none. */
export function put(world: World, scope: Live, node: number, flow = -1): void {
  world.tokens.push({ scope: scope.id, flow, node, rests: false })
}

/** Everything that listens begins to listen: boundary events with their host, event subprocesses with their scope. */
export function listen(world: World, live: Live, node: number): void {
  const { event } = nodeOf(world, node)
  if (event?.kind === 'timer') {
    const text = event.value.text
    const repeats = /^R(\d*)\//.exec(text)
    const left = !repeats ? 1 : repeats[1] === '' ? Number.POSITIVE_INFINITY : Number(repeats[1])
    world.watches.push({ id: next(world), live: live.id, node, kind: 'timer', name: '', left })
  } else if (event?.kind === 'message' || event?.kind === 'signal') {
    const name = String(evaluate(world, live, event.name))
    const left = Number.POSITIVE_INFINITY
    world.watches.push({ id: next(world), live: live.id, node, kind: event.kind, name, left })
  }
}

/** A scope begins: its event subprocesses listen and its starts get a token each. */
export function open(world: World, live: Live, starts = scopeOf(world, live).starts): void {
  for (const aside of scopeOf(world, live).eventSubprocesses) {
    for (const start of startsOf(world, aside)) listen(world, live, start)
  }
  for (const start of starts) put(world, live, start)
}

/** The start events of an event subprocess. */
export function startsOf(world: World, aside: number): number[] {
  const { inner } = nodeOf(world, aside)
  return world.graph.nodes
    .filter(({ scope, kind }) => scope === inner && kind === 'start')
    .map(({ index }) => index)
}

/** The flows a token leaves a node by; null when none can be taken though there are some. */
function waysOut(world: World, node: Node, scope: Live): number[] | null {
  if (node.outgoing.length === 0) return []
  const truth = (flow: number) => {
    const condition = world.graph.flows[flow]?.condition
    return !condition || evaluate(world, scope, condition) === true
  }
  const isConditional = (flow: number) => Boolean(world.graph.flows[flow]?.condition)
  const others = node.outgoing.filter((flow) => flow !== node.defaultFlow)
  const fallback = node.defaultFlow < 0 ? [] : [node.defaultFlow]
  if (node.kind === 'exclusive') {
    const first = others.find(truth)
    const taken = first === undefined ? fallback : [first]
    return taken.length > 0 ? taken : null
  }
  const chooses =
    node.kind === 'inclusive' || node.work || ['task', 'receive', 'subprocess'].includes(node.kind)
  if (!chooses || node.event) return [...node.outgoing]
  const taken = others.filter(truth)
  // Of an activity the default asks only whether a condition was true; unconditional siblings are always taken.
  const chosen = node.kind === 'inclusive' ? taken : taken.filter(isConditional)
  const all = chosen.length > 0 ? taken : [...taken, ...fallback]
  return all.length > 0 ? all : null
}

/** Something is left by its flows, or stays with an incident when none can be taken. */
export function leave(world: World, live: Live): void {
  const scope = parentOf(world, live)
  const ways = waysOut(world, nodeOf(world, live.node), scope)
  if (!ways) {
    // Its work is done, so nothing interrupts it any more.
    world.watches = world.watches.filter((watch) => watch.live !== live.id)
    live.stuck = 'no_flow_taken'
    return
  }
  world.completed.push(nodeOf(world, live.node).id)
  remove(world, live)
  for (const flow of ways) put(world, scope, world.graph.flows[flow]?.target ?? -1, flow)
}
