/** Gateways that wait: parallel and inclusive joins, and the event-based gateway. */
import type { Join } from '../model/graph.ts'
import { has } from '../model/reach.ts'
import { leave } from './flow.ts'
import { guarded, isBarred } from './incident.ts'
import { haveListened } from './listeners.ts'
import type { Element } from './state.ts'
import { arm, disarmAll } from './subscription.ts'
import { childrenOf, createElement, flowAt, nodeAt, type Workspace } from './workspace.ts'

/** Keeps a token at a join. */
export function hold(w: Workspace, scope: Element, flow: number): void {
  const held = { ...scope.held }
  held[flow] = (held[flow] ?? 0) + 1
  scope.held = held
  const gateway = flowAt(w.graph, flow).target
  if (nodeAt(w.graph, gateway).kind === 'parallel') fireParallel(w, scope, gateway)
}

/** A parallel join takes exactly one token from each incoming flow; what is over stays for the next. */
function fireParallel(w: Workspace, scope: Element, gateway: number): void {
  const { incoming } = nodeAt(w.graph, gateway)
  if (incoming.every((flow) => (scope.held?.[flow] ?? 0) > 0)) consume(w, scope, gateway, incoming)
}

function consume(w: Workspace, scope: Element, gateway: number, flows: readonly number[]): void {
  const held = { ...scope.held }
  for (const flow of flows) {
    const left = (held[flow] ?? 0) - 1
    if (left > 0) held[flow] = left
    else delete held[flow]
  }
  if (Object.keys(held).length > 0) scope.held = held
  else delete scope.held
  const element = createElement(w, scope.id, gateway, { via: flows.at(-1) ?? -1 })
  if (!isBarred(w, element)) passGateway(w, element)
}

/** A gateway chooses its flows at once, or as soon as its listeners have answered. */
export function passGateway(w: Workspace, element: Element): void {
  if (element.prepared || haveListened(w, element, 'start')) leave(w, element)
}

/** A token of a scope: where it stands, and the join it waits at when it does. */
type Standing = Readonly<{ node: number; join: number }>

/**
 * Fires one inclusive join that need not wait any longer, the first in the diagram's order. A join is
 * enabled when one of its flows has a token and every token elsewhere that can still reach one of its
 * empty flows can reach one of its filled flows as well (BPMN 2.0.2 section 13.4.3). When only joins wait
 * for each other, the first of them fires. Called at every quiescence. Returns whether one fired.
 */
export function fireInclusive(w: Workspace): boolean {
  for (const scope of w.state.elements) {
    if (!scope.held) continue
    const waiting = joinsWithTokens(w, scope)
    const inclusive = waiting.filter((join) => nodeAt(w.graph, join.node).kind === 'inclusive')
    if (inclusive.length === 0) continue
    const standing = standings(w, scope)
    const enabled = inclusive.find((join) => blockers(w, scope, join, standing).length === 0)
    const next = enabled ?? firstOfCircle(w, scope, waiting, standing)
    if (!next) continue
    const filled = nodeAt(w.graph, next.node).incoming.filter((flow) => (scope.held?.[flow] ?? 0) > 0)
    consume(w, scope, next.node, filled)
    return true
  }
  return false
}

function joinsWithTokens(w: Workspace, scope: Element): Join[] {
  const nodes = new Set(Object.keys(scope.held ?? {}).map((flow) => flowAt(w.graph, Number(flow)).target))
  return [...nodes].sort((a, b) => a - b).flatMap((node) => w.graph.joins.get(node) ?? [])
}

function standings(w: Workspace, scope: Element): Standing[] {
  const active = childrenOf(w, scope.id).map((child) => ({ node: child.node, join: -1 }))
  const held = joinsWithTokens(w, scope).map(({ node }) => ({ node, join: node }))
  return [...active, ...held]
}

/** Whether a token can still come to a flow of a join that has one already, or to one that has none. */
function reaches(w: Workspace, scope: Element, join: Join, token: Standing, filled: boolean): boolean {
  return nodeAt(w.graph, join.node).incoming.some((flow, position) => {
    const bits = join.reach[position]
    return (scope.held?.[flow] ?? 0) > 0 === filled && bits !== undefined && has(bits, token.node)
  })
}

/** The tokens a join must still wait for. */
function blockers(w: Workspace, scope: Element, join: Join, standing: readonly Standing[]): Standing[] {
  return standing.filter(
    (token) =>
      token.join !== join.node &&
      reaches(w, scope, join, token, false) &&
      !reaches(w, scope, join, token, true),
  )
}

/** Joins that wait only for one another: none of them can ever be reached by a token that still moves. */
function firstOfCircle(
  w: Workspace,
  scope: Element,
  waiting: readonly Join[],
  standing: readonly Standing[],
): Join | undefined {
  let circle = [...waiting]
  for (;;) {
    const members = new Set(circle.map((join) => join.node))
    const rest = circle.filter(
      (join) =>
        // A parallel join to which nothing can come any more is no part of a circle: its tokens just stay.
        standing.some((token) => token.join !== join.node && reaches(w, scope, join, token, false)) &&
        blockers(w, scope, join, standing).every((token) => members.has(token.join)),
    )
    if (rest.length === circle.length) break
    circle = rest
  }
  return circle.find((join) => nodeAt(w.graph, join.node).kind === 'inclusive')
}

/** An event-based gateway arms all its successors at once; the first to be triggered wins. */
export function beginEventGateway(w: Workspace, element: Element): void {
  const node = nodeAt(w.graph, element.node)
  if (!element.prepared && !haveListened(w, element, 'start')) return
  const armed = guarded(w, element, 'event_not_armed', () => {
    for (const flow of node.outgoing) arm(w, element, flowAt(w.graph, flow).target)
  })
  if (armed) element.phase = 'active'
  else disarmAll(w, element.id)
}
