/**
 * Modifying an instance by hand: what waits at one place is cancelled, and tokens are put at others.
 *
 * Cancelling comes first. A scope in which nothing is left then completes as if its last token had gone, and the
 * scopes around an activated node that are not there are made, with their inputs and events but without the tokens of
 * their starts.
 */
import type { Graph, Node } from '../model/graph.ts'
import { cancelElement } from './cancel.ts'
import type { Activation, Modification, Removal } from './event.ts'
import { prepare } from './life.ts'
import type { Element, State } from './state.ts'
import { armEventSubprocesses } from './trigger.ts'
import { write } from './variables.ts'
import { createElement, flowAt, isScope, nodeAt, openWorkspace, type Workspace } from './workspace.ts'

/** Why a modification cannot be made, at which node, and what to do. */
export type ModificationProblem = Readonly<{ code: string; node: string; message: string }>

/** Everything that stands in the way of a modification, at once; empty when it can be made. Pure. */
export function modificationProblems(
  graph: Graph,
  state: State,
  modification: Modification,
  now: Temporal.Instant,
): ModificationProblem[] {
  return modify(openWorkspace(graph, state, now), modification)
}

/** Modifies the instance. What is not possible is left out and told. */
export function modify(w: Workspace, { cancel, activate }: Modification): ModificationProblem[] {
  if (w.state.elements.some(({ node, phase }) => node < 0 && phase === 'listening')) {
    const message = 'A listener of the process has not answered. Retry or skip its incident first.'
    return [{ code: 'process_listening', node: w.graph.key, message }]
  }
  const problems = [...cancel.flatMap((one) => remove(w, one)), ...activate.flatMap((one) => place(w, one))]
  const tokens = w.state.elements.some(({ node, held }) => node >= 0 || held)
  if (problems.length > 0 || tokens || w.moves.length > 0) return problems
  const message = 'Nothing of the instance would be left. Activate another node, or cancel the instance.'
  return [{ code: 'nothing_left', node: w.graph.key, message }]
}

const problem = (code: string, node: string, message: string): ModificationProblem[] => [
  { code, node, message },
]

function unknown(w: Workspace, id: string): ModificationProblem[] {
  return problem('node_unknown', id, `The process ${w.graph.key} has no element ${id}.`)
}

function remove(w: Workspace, { node: id, element: number }: Removal): ModificationProblem[] {
  const index = w.graph.byId.get(id)
  if (index === undefined) return unknown(w, id)
  const here = w.state.elements.filter((one) => one.node === index)
  const meant = here.filter((one) => (number === undefined ? one.item === undefined : one.id === number))
  if (meant.some(({ item }) => item !== undefined)) {
    const message = `One of the many instances of ${id} cannot be cancelled alone. Name their body, or only the node.`
    return problem('one_of_many', id, message)
  }
  const tokens = number === undefined ? dropTokens(w, index) : 0
  if (meant.length === 0 && tokens === 0) {
    return problem('nothing_there', id, `Nothing waits at ${id}. See where the instance stands.`)
  }
  for (const element of meant) if (w.live.has(element.id)) cancelElement(w, element)
  return []
}

/** Takes away the tokens that wait at a join. Gives how many there were. */
function dropTokens(w: Workspace, join: number): number {
  let count = 0
  for (const scope of w.state.elements) {
    const kept = Object.entries(scope.held ?? {}).filter(([flow, tokens]) => {
      const goes = flowAt(w.graph, Number(flow)).target === join
      if (goes) count += tokens
      return !goes
    })
    if (kept.length > 0) scope.held = Object.fromEntries(kept)
    else delete scope.held
  }
  return count
}

function place(w: Workspace, { node: id, scope: given, variables }: Activation): ModificationProblem[] {
  const node = w.graph.nodes[w.graph.byId.get(id) ?? -1]
  if (!node) return unknown(w, id)
  if (!isEnterable(node)) {
    const message = `No token can be put at ${id}: it is reached by its event only. Activate what follows it.`
    return problem('not_enterable', id, message)
  }
  const scope = scopeFor(w, node, given)
  if ('code' in scope) return [scope]
  for (const [name, value] of Object.entries(variables ?? {})) write(w, scope, [name], value)
  w.moves.push({ do: 'enter', node: node.index, scope: scope.id, via: -1 })
  return []
}

function isEnterable({ kind, event, undoes }: Node): boolean {
  if (kind === 'boundary' || kind === 'event-subprocess' || undoes) return false
  return kind !== 'start' || event === null || event.kind === 'none'
}

/** The live scope a token is put into; made, with those around it, when none is alive. */
function scopeFor(w: Workspace, node: Node, given: number | undefined): Element | ModificationProblem {
  const host = w.graph.scopes[node.scope]?.node ?? -1
  const alive = w.state.elements.filter((one) => one.node === host && isScope(w, one))
  if (given !== undefined) {
    const found = alive.find(({ id }) => id === given)
    const message = `The element ${given} is no live scope of ${node.id}.`
    return found ?? { code: 'scope_wrong', node: node.id, message }
  }
  const [only] = alive
  if (only && alive.length === 1) return only
  if (only) {
    const ids = alive.map(({ id }) => id).join(', ')
    const message = `${node.id} lives in several scopes. Name one as "scope": ${ids}.`
    return { code: 'scope_ambiguous', node: node.id, message }
  }
  return makeScope(w, nodeAt(w.graph, host))
}

function makeScope(w: Workspace, host: Node): Element | ModificationProblem {
  if (host.many) {
    const message = `No instance of ${host.id} is alive, and one of many cannot be made alone. Activate ${host.id}.`
    return { code: 'one_of_many', node: host.id, message }
  }
  const around = scopeFor(w, host, undefined)
  if ('code' in around) return around
  const scope = createElement(w, around.id, host.index)
  if (host.kind !== 'event-subprocess') prepare(w, scope)
  armEventSubprocesses(w, scope)
  scope.phase = 'active'
  return scope
}
