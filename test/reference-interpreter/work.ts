/** How tokens move: into nodes, through gateways, into and out of activities, one small move at a time. */
import type { Json, Variables } from '#engines/process'
import { leave, listen, open, put } from './leave.ts'
import {
  clear,
  create,
  evaluate,
  find,
  isScope,
  type Live,
  type Node,
  nodeOf,
  parentOf,
  remove,
  type Token,
  visible,
  type Watch,
  type World,
  write,
} from './memory.ts'
import { fireBoundary, fireEventSubprocess, raise } from './raise.ts'
import { beginUndoing, giveUp, remember } from './undo.ts'

/** A token enters the node it stands before. */
export function enter(world: World, token: Token): void {
  const node = nodeOf(world, token.node)
  const scope = find(world, token.scope)
  if (!scope) throw new Error('a token of no scope')
  const joins = (node.kind === 'parallel' || node.kind === 'inclusive') && node.incoming.length > 1
  if (joins && token.flow >= 0) {
    token.rests = true
    if (node.kind === 'parallel') joinParallel(world, scope, node)
    return
  }
  world.tokens = world.tokens.filter((other) => other !== token)
  pass(world, scope, node)
}

/** A parallel join takes one token of each flow, as soon as there is one on each. */
function joinParallel(world: World, scope: Live, node: Node): void {
  const first = (flow: number) =>
    world.tokens.find((token) => token.rests && token.scope === scope.id && token.flow === flow)
  const taken = node.incoming.map(first)
  if (taken.includes(undefined)) return
  world.tokens = world.tokens.filter((token) => !taken.includes(token))
  pass(world, scope, node)
}

/** An inclusive join takes one token of each flow that has some. */
export function joinInclusive(world: World, scope: Live, node: Node): void {
  const taken = node.incoming.map((flow) =>
    world.tokens.find((token) => token.scope === scope.id && token.flow === flow),
  )
  world.tokens = world.tokens.filter((token) => !taken.includes(token))
  pass(world, scope, node)
}

function pass(world: World, scope: Live, node: Node): void {
  const live = create(world, scope.id, node.index)
  const isActivity = node.work || ['task', 'receive', 'subprocess'].includes(node.kind)
  if (node.kind === 'end' || node.kind === 'throw') happen(world, live, node)
  else if (node.kind === 'catch' && node.event?.kind !== 'link') listen(world, live, node.index)
  else if (node.kind === 'event-gateway') {
    for (const flow of node.outgoing) listen(world, live, world.graph.flows[flow]?.target ?? -1)
  } else if (isActivity) {
    for (const boundary of node.boundaries) listen(world, live, boundary)
    if (node.many) beginMany(world, live, node)
    else work(world, live, node)
  } else leave(world, live)
}

/** An activity begins its work. */
export function work(world: World, live: Live, node: Node): void {
  for (const { source, target } of node.inputs)
    live.variables[target[0] ?? ''] = evaluate(world, live, source)
  if (node.adHoc) beginAdHoc(world, live, node)
  else if (node.kind === 'subprocess') open(world, live)
  else if (node.kind === 'receive') listen(world, live, node.index)
  else if (node.kind === 'task') complete(world, live, {})
  else if (node.work?.kind === 'script') {
    complete(world, live, { [node.work.result]: evaluate(world, live, node.work.expression) })
  }
}

/** An activity has done its work: its results are mapped, it can be undone, and it is left. */
export function complete(world: World, live: Live, results: Variables): void {
  const node = nodeOf(world, live.node)
  const parent = parentOf(world, live)
  const inside = live.done
  if (node.outputs.length === 0) write(world, isScope(world, live) ? live : parent, results)
  else {
    Object.assign(live.variables, results)
    const mapped: Variables = {}
    for (const { source, target } of node.outputs) {
      const value = evaluate(world, live, source)
      // The next mapping sees what this one has made.
      Object.assign(live.variables, { [target[0] ?? '']: value })
      Object.assign(mapped, { [target[0] ?? '']: value })
    }
    write(world, parent, mapped)
  }
  if (!node.undoes) remember(world, parent, live.node, inside)
  if (parent.body) {
    completeOne(world, parent, live)
    return
  }
  if (node.undoes) {
    world.completed.push(node.id)
    remove(world, live)
    return
  }
  leave(world, live)
}

/** Nothing begins by itself in an ad-hoc subprocess but what it names: all at once, or one after the other. */
function beginAdHoc(world: World, live: Live, { adHoc }: Node): void {
  if (!adHoc?.begins || adHoc.until) throw new Error('the reference knows no such ad-hoc subprocess')
  const ids = evaluate(world, live, adHoc.begins)
  const nodes = (Array.isArray(ids) ? ids : []).map((id) => world.graph.byId.get(String(id)) ?? -1)
  const together = adHoc.sequential ? 1 : nodes.length
  live.chosen = nodes.slice(together)
  open(world, live, nodes.slice(0, together))
}

function beginMany(world: World, live: Live, node: Node): void {
  const { many } = node
  if (!many) return
  const given = many.loop ? null : (many.collection ?? many.cardinality)
  const value = given ? evaluate(world, live, given) : null
  const count = typeof value === 'number' ? Array.from({ length: value }, () => null as Json) : value
  const items = Array.isArray(count) ? [...count] : []
  live.body = { items, begun: 0, completed: 0, outputs: items.map(() => null) }
  if (many.loop) {
    if (many.loop.testBefore && !goesOn(world, live, node)) {
      completeBody(world, live, node)
      return
    }
    beginOne(world, live, node)
    return
  }
  if (items.length === 0) {
    completeBody(world, live, node)
    return
  }
  const together = many.sequential ? 1 : items.length
  for (let index = 0; index < together; index += 1) beginOne(world, live, node)
}

/** Whether a standard loop runs once more. */
function goesOn(world: World, live: Live, node: Node): boolean {
  const loop = node.many?.loop
  if (!loop || !live.body) return false
  if (loop.maximum !== null && live.body.begun >= loop.maximum) return false
  live.variables['loopCounter'] = live.body.begun
  const again = loop.while ? evaluate(world, live, loop.while) === true : true
  delete live.variables['loopCounter']
  return again
}

function beginOne(world: World, body: Live, node: Node): void {
  if (!body.body || !node.many) return
  const one = create(world, body.id, node.index)
  const item = body.body.items[body.body.begun] ?? null
  body.body.begun += 1
  one.variables['loopCounter'] = body.body.begun
  if (node.many.item) one.variables[node.many.item] = item
  work(world, one, node)
}

function completeOne(world: World, body: Live, one: Live): void {
  const node = nodeOf(world, body.node)
  const { many } = node
  if (!body.body || !many) return
  const index = Number(one.variables['loopCounter']) - 1
  if (many.outputElement) body.body.outputs[index] = evaluate(world, one, many.outputElement)
  body.body.completed += 1
  world.completed.push(node.id)
  remove(world, one)
  const counts = {
    numberOfCompletedInstances: body.body.completed,
    numberOfInstances: body.body.items.length,
  }
  const enough = many.until?.evaluate({ ...visible(world, body), ...counts }, { now: world.now, zone: 'UTC' })
  const ends = many.loop
    ? !goesOn(world, body, node)
    : enough === true || body.body.completed === body.body.items.length
  if (ends) completeBody(world, body, node)
  else if (many.loop || many.sequential) beginOne(world, body, node)
}

/** All instances are done, or enough of them: the rest is cancelled and one token goes on. */
function completeBody(world: World, body: Live, node: Node): void {
  const outputs = body.body?.outputs ?? []
  clear(world, body)
  const scope = parentOf(world, body)
  if (node.many?.outputCollection) write(world, scope, { [node.many.outputCollection]: outputs })
  scope.done.push(...body.done)
  leave(world, body)
}

/** A throwing or an ending event does what it is for. */
function happen(world: World, live: Live, node: Node): void {
  const scope = parentOf(world, live)
  const { event } = node
  switch (event?.kind) {
    case 'terminate':
      world.completed.push(node.id)
      scope.interrupted = true
      clear(world, scope)
      return
    case 'error':
    case 'escalation': {
      const code = event.code ? String(evaluate(world, scope, event.code)) : ''
      const caught = raise(world, event.kind, code, live)
      if (!caught && event.kind === 'error') live.stuck = code
      else if (find(world, live.id)) leave(world, live)
      return
    }
    case 'signal':
      broadcast(world, String(evaluate(world, scope, event.name)))
      if (find(world, live.id)) leave(world, live)
      return
    case 'link': {
      const { target } = event
      world.completed.push(node.id)
      remove(world, live)
      put(world, scope, target)
      return
    }
    case 'compensate':
      beginUndoing(world, live, event)
      return
    case 'cancel':
      giveUp(world, live)
      return
    default:
      leave(world, live)
      return
  }
}

/** Something somebody waited for has happened. */
export function fire(world: World, watch: Watch, variables: Variables): void {
  const live = find(world, watch.live)
  if (!live) throw new Error('nobody listens')
  const node = nodeOf(world, watch.node)
  watch.left -= 1
  if (watch.left === 0) world.watches = world.watches.filter((other) => other !== watch)
  if (node.kind === 'boundary') {
    fireBoundary(world, live, watch.node, variables)
    return
  }
  if (node.kind === 'start') {
    fireEventSubprocess(world, live, watch.node, variables)
    return
  }
  if (live.node === watch.node && node.kind === 'receive') {
    complete(world, live, variables)
    return
  }
  const scope = parentOf(world, live)
  write(world, scope, variables)
  if (live.node === watch.node) {
    leave(world, live)
    return
  }
  // The first event after an event-based gateway: the others are gone with the gateway.
  world.completed.push(nodeOf(world, live.node).id)
  remove(world, live)
  const event = create(world, scope.id, watch.node)
  if (node.kind === 'receive') {
    complete(world, event, {})
    return
  }
  leave(world, event)
}

/** Signals are heard by all who listen when they are sent; nobody who begins to listen because of them. */
export function broadcast(world: World, name: string): void {
  const heard = world.watches.filter((watch) => watch.kind === 'signal' && watch.name === name)
  while (heard.length > 0) {
    const [watch] = heard.splice(world.choose(heard.length), 1)
    if (watch && world.watches.includes(watch)) fire(world, watch, {})
  }
}
